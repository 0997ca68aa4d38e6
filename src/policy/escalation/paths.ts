/**
 * Known ways by which a principal turns the permissions that it has into more.
 *
 * Ids, categories and required actions are facts from Datadog pathfinding.cloud, https://pathfinding.cloud,
 * Copyright 2025-Present Datadog, Inc., licensed under the Apache License 2.0. This product includes software
 * developed at Datadog (https://www.datadoghq.com/). Those of 2026 are from the scenarios of Datadog's pathfinding-labs
 * and the combinations of Prowler 5.46, both under the same licence; where none is published the id is our own.
 */
export interface EscalationPath {
  readonly id: string;
  readonly category: EscalationCategory;
  /** All must be allowed. */
  readonly required: readonly string[];
  /** What must be there besides, of which IAM tells nothing, in words: "there is an ECS cluster". */
  readonly needs: string | undefined;
}

/**
 * - new-passrole: starts something that runs with a role;
 * - existing-passrole: takes over something that runs with a role;
 * - principal-access: gets the credentials of another user or role, or writes its policies and gets them then;
 * - self-escalation: widens its own permissions.
 */
type EscalationCategory = 'new-passrole' | 'existing-passrole' | 'principal-access' | 'self-escalation';

function paths(
  category: EscalationCategory,
  required: Readonly<Record<string, readonly string[]>>,
): EscalationPath[] {
  return Object.entries(required).map(([id, actions]) => ({
    id,
    category,
    required: actions,
    needs: NEEDS[id],
  }));
}

const OF_OWN_PERSON = 'a permission set of Identity Center is assigned to the person who uses it';

/** By id. Of what runs with a role already, see `what` of its runner. */
const NEEDS: Readonly<Record<string, string>> = {
  'autoscaling-002': 'there is an Auto Scaling group',
  'batch-001': 'there is a job queue of Batch',
  'cloudformation-004': 'there is a CloudFormation stack set',
  'cognito-identity-001': 'there is an identity pool of Cognito',
  'ecs-003': 'there is an ECS cluster',
  'ecs-004': 'there is an ECS cluster',
  'ecs-005': 'there is an ECS cluster with a container instance',
  'ecs-007': 'there are an ECS cluster and a task definition',
  'ecs-008': 'there is a task definition of ECS',
  'ecs-009': 'there are a task definition of ECS and a container instance',
  'glue-005': 'there is a Glue job',
  'glue-006': 'there is a Glue job',
  'sso-001': 'Identity Center is managed from this account',
  'sso-002': OF_OWN_PERSON,
  'sso-003': OF_OWN_PERSON,
};

export const ESCALATION_PATHS: readonly EscalationPath[] = [
  ...paths('new-passrole', {
    'apprunner-001': ['iam:PassRole', 'apprunner:CreateService'],
    'bedrock-001': [
      'iam:PassRole',
      'bedrock-agentcore:CreateCodeInterpreter',
      'bedrock-agentcore:StartCodeInterpreterSession',
      'bedrock-agentcore:InvokeCodeInterpreter',
    ],
    'cloudformation-001': ['iam:PassRole', 'cloudformation:CreateStack'],
    'cloudformation-003': [
      'iam:PassRole',
      'cloudformation:CreateStackSet',
      'cloudformation:CreateStackInstances',
    ],
    'cloudformation-004': ['iam:PassRole', 'cloudformation:UpdateStackSet'],
    'cloudformation-005': ['cloudformation:CreateChangeSet', 'cloudformation:ExecuteChangeSet'],
    'codebuild-001': ['iam:PassRole', 'codebuild:CreateProject', 'codebuild:StartBuild'],
    'codebuild-004': ['iam:PassRole', 'codebuild:CreateProject', 'codebuild:StartBuildBatch'],
    'datapipeline-001': [
      'iam:PassRole',
      'datapipeline:CreatePipeline',
      'datapipeline:PutPipelineDefinition',
      'datapipeline:ActivatePipeline',
    ],
    'ec2-001': ['iam:PassRole', 'ec2:RunInstances'],
    'ec2-003': ['iam:PassRole', 'ec2:RequestSpotInstances'],
    'ecs-001': ['iam:PassRole', 'ecs:CreateCluster', 'ecs:RegisterTaskDefinition', 'ecs:CreateService'],
    'ecs-002': ['iam:PassRole', 'ecs:CreateCluster', 'ecs:RegisterTaskDefinition', 'ecs:RunTask'],
    'ecs-003': ['iam:PassRole', 'ecs:RegisterTaskDefinition', 'ecs:CreateService'],
    'ecs-004': ['iam:PassRole', 'ecs:RegisterTaskDefinition', 'ecs:RunTask'],
    'ecs-005': ['iam:PassRole', 'ecs:RegisterTaskDefinition', 'ecs:StartTask'],
    'glue-001': ['iam:PassRole', 'glue:CreateDevEndpoint'],
    'glue-003': ['iam:PassRole', 'glue:CreateJob', 'glue:StartJobRun'],
    'glue-004': ['iam:PassRole', 'glue:CreateJob', 'glue:CreateTrigger'],
    'glue-005': ['iam:PassRole', 'glue:UpdateJob', 'glue:StartJobRun'],
    'glue-006': ['iam:PassRole', 'glue:UpdateJob', 'glue:CreateTrigger'],
    'lambda-001': ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'],
    'lambda-002': ['iam:PassRole', 'lambda:CreateFunction', 'lambda:CreateEventSourceMapping'],
    'lambda-006': ['iam:PassRole', 'lambda:CreateFunction', 'lambda:AddPermission'],
    'sagemaker-001': ['iam:PassRole', 'sagemaker:CreateNotebookInstance'],
    'sagemaker-002': ['iam:PassRole', 'sagemaker:CreateTrainingJob'],
    'sagemaker-003': ['iam:PassRole', 'sagemaker:CreateProcessingJob'],
    'glue-007': ['iam:PassRole', 'glue:CreateSession', 'glue:RunStatement'],
    'scheduler-001': ['iam:PassRole', 'scheduler:CreateSchedule'],
    'states-001': ['iam:PassRole', 'states:CreateStateMachine', 'states:StartExecution'],
    'batch-001': ['iam:PassRole', 'batch:RegisterJobDefinition', 'batch:SubmitJob'],
    'emr-001': ['iam:PassRole', 'elasticmapreduce:RunJobFlow'],
    'emr-serverless-001': ['iam:PassRole', 'emr-serverless:CreateApplication', 'emr-serverless:StartJobRun'],
    'autoscaling-001': [
      'iam:PassRole',
      'autoscaling:CreateAutoScalingGroup',
      'autoscaling:CreateLaunchConfiguration',
    ],
    'autoscaling-002': [
      'iam:PassRole',
      'autoscaling:UpdateAutoScalingGroup',
      'autoscaling:CreateLaunchConfiguration',
    ],
    'ssm-003': ['iam:PassRole', 'ssm:CreateDocument', 'ssm:StartAutomationExecution'],
    'cognito-identity-001': ['iam:PassRole', 'cognito-identity:SetIdentityPoolRoles'],
    'imagebuilder-001': [
      'iam:PassRole',
      'imagebuilder:CreateComponent',
      'imagebuilder:CreateImageRecipe',
      'imagebuilder:CreateInfrastructureConfiguration',
      'imagebuilder:CreateImage',
    ],
    'gamelift-001': [
      'iam:PassRole',
      'gamelift:CreateBuild',
      'gamelift:RequestUploadCredentials',
      'gamelift:CreateFleet',
    ],
    'braket-001': ['iam:PassRole', 'braket:CreateJob'],
    'omics-001': ['iam:PassRole', 'omics:CreateWorkflow', 'omics:StartRun'],
    'kinesisanalytics-001': [
      'iam:PassRole',
      'kinesisanalytics:CreateApplication',
      'kinesisanalytics:StartApplication',
    ],
    'bedrock-agentcore-002': [
      'iam:PassRole',
      'bedrock-agentcore:CreateAgentRuntime',
      'bedrock-agentcore:CreateAgentRuntimeEndpoint',
      'bedrock-agentcore:CreateWorkloadIdentity',
      'bedrock-agentcore:InvokeAgentRuntimeCommand',
    ],
    'bedrock-agentcore-004': [
      'iam:PassRole',
      'bedrock-agentcore:CreateBrowser',
      'bedrock-agentcore:StartBrowserSession',
      'bedrock-agentcore:ConnectBrowserAutomationStream',
    ],
  }),
  ...paths('existing-passrole', {
    'apprunner-002': ['apprunner:UpdateService'],
    'bedrock-002': [
      'bedrock-agentcore:StartCodeInterpreterSession',
      'bedrock-agentcore:InvokeCodeInterpreter',
    ],
    'cloudformation-002': ['cloudformation:UpdateStack'],
    'codebuild-002': ['codebuild:StartBuild'],
    'codebuild-003': ['codebuild:StartBuildBatch'],
    'ec2instanceconnect-003': ['ec2-instance-connect:SendSSHPublicKey', 'ec2:DescribeInstances'],
    'ec2-002': ['ec2:ModifyInstanceAttribute', 'ec2:StopInstances', 'ec2:StartInstances'],
    'ec2-004': ['ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate'],
    'glue-002': ['glue:UpdateDevEndpoint'],
    'lambda-003': ['lambda:UpdateFunctionCode'],
    'lambda-004': ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'],
    'lambda-005': ['lambda:UpdateFunctionCode', 'lambda:AddPermission'],
    'sagemaker-004': ['sagemaker:CreatePresignedNotebookInstanceUrl'],
    'sagemaker-005': [
      'sagemaker:CreateNotebookInstanceLifecycleConfig',
      'sagemaker:StopNotebookInstance',
      'sagemaker:UpdateNotebookInstance',
      'sagemaker:StartNotebookInstance',
    ],
    'ssm-001': ['ssm:StartSession'],
    'ssm-002': ['ssm:SendCommand'],
    'ecs-006': ['ecs:ExecuteCommand', 'ecs:DescribeTasks'],
    'ecs-007': ['iam:PassRole', 'ecs:RegisterContainerInstance', 'ecs:StartTask'],
    'ecs-008': ['iam:PassRole', 'ecs:RunTask'],
    'ecs-009': ['iam:PassRole', 'ecs:StartTask'],
    'states-002': ['states:UpdateStateMachine', 'states:StartExecution'],
    'batch-002': ['batch:SubmitJob'],
    'codedeploy-001': ['codedeploy:RegisterApplicationRevision', 'codedeploy:CreateDeployment'],
    'lambda-007': ['lambda:UpdateFunctionConfiguration'],
    'bedrock-agentcore-001': ['bedrock-agentcore:InvokeAgentRuntimeCommand'],
    'bedrock-agentcore-003': [
      'bedrock-agentcore:StartBrowserSession',
      'bedrock-agentcore:ConnectBrowserAutomationStream',
    ],
  }),
  ...paths('principal-access', {
    'iam-002': ['iam:CreateAccessKey'],
    'iam-003': ['iam:CreateAccessKey', 'iam:DeleteAccessKey'],
    'iam-004': ['iam:CreateLoginProfile'],
    'iam-006': ['iam:UpdateLoginProfile'],
    'iam-012': ['iam:UpdateAssumeRolePolicy'],
    'iam-014': ['iam:AttachRolePolicy', 'sts:AssumeRole'],
    'iam-015': ['iam:AttachUserPolicy', 'iam:CreateAccessKey'],
    'iam-016': ['iam:CreatePolicyVersion', 'sts:AssumeRole'],
    'iam-017': ['iam:PutRolePolicy', 'sts:AssumeRole'],
    'iam-018': ['iam:PutUserPolicy', 'iam:CreateAccessKey'],
    'iam-019': ['iam:AttachRolePolicy', 'iam:UpdateAssumeRolePolicy'],
    'iam-020': ['iam:CreatePolicyVersion', 'iam:UpdateAssumeRolePolicy'],
    'iam-021': ['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'],
    'sts-001': ['sts:AssumeRole'],
    'sso-001': [
      'sso:CreatePermissionSet',
      'sso:AttachManagedPolicyToPermissionSet',
      'sso:CreateAccountAssignment',
    ],
    'iam-022': ['iam:DeleteRolePermissionsBoundary', 'sts:AssumeRole'],
    'iam-023': ['iam:DeleteUserPermissionsBoundary'],
  }),
  ...paths('self-escalation', {
    'iam-001': ['iam:CreatePolicyVersion'],
    'iam-005': ['iam:PutRolePolicy'],
    'iam-007': ['iam:PutUserPolicy'],
    'iam-008': ['iam:AttachUserPolicy'],
    'iam-009': ['iam:AttachRolePolicy'],
    'iam-010': ['iam:AttachGroupPolicy'],
    'iam-011': ['iam:PutGroupPolicy'],
    'iam-013': ['iam:AddUserToGroup'],
    'sso-002': ['sso:AttachManagedPolicyToPermissionSet'],
    'sso-003': ['sso:PutInlinePolicyToPermissionSet'],
  }),
];

/** What runs with a role, and for which service principal its trust policy lets that in. */
export interface Runner {
  /** Without the DNS suffix of the partition. */
  readonly service: string;
  readonly what: string;
  /** EC2 takes roles in instance profiles only. */
  readonly byInstanceProfile: boolean;
  /** The service is an identity provider of the role's trust policy. */
  readonly federated: boolean;
}

const INSTANCE: Runner = {
  service: 'ec2',
  what: 'an EC2 instance',
  byInstanceProfile: true,
  federated: false,
};

/** By the prefix of a path's id. Service principals as the AWS page of each service on its roles names them. */
const RUNNERS: Readonly<Record<string, Runner>> = {
  apprunner: runner('tasks.apprunner', 'an App Runner service'),
  autoscaling: INSTANCE,
  batch: runner('ecs-tasks', 'a job definition of Batch'),
  bedrock: runner('bedrock-agentcore', 'a code interpreter of Bedrock AgentCore'),
  'bedrock-agentcore': runner('bedrock-agentcore', 'a runtime or browser of Bedrock AgentCore'),
  braket: runner('braket', 'a Braket job'),
  cloudformation: runner('cloudformation', 'a CloudFormation stack'),
  codebuild: runner('codebuild', 'a CodeBuild project'),
  codedeploy: INSTANCE,
  'cognito-identity': { ...runner('cognito-identity', 'an identity pool of Cognito'), federated: true },
  datapipeline: runner('datapipeline', 'a pipeline of Data Pipeline'),
  ec2: INSTANCE,
  ec2instanceconnect: INSTANCE,
  ecs: runner('ecs-tasks', 'an ECS task'),
  emr: INSTANCE,
  'emr-serverless': runner('emr-serverless', 'an EMR Serverless job'),
  gamelift: runner('gamelift', 'a GameLift fleet'),
  glue: runner('glue', 'a Glue job or endpoint'),
  imagebuilder: INSTANCE,
  kinesisanalytics: runner('kinesisanalytics', 'an application of Managed Service for Apache Flink'),
  lambda: runner('lambda', 'a Lambda function'),
  omics: runner('omics', 'a HealthOmics run'),
  sagemaker: runner('sagemaker', 'a SageMaker notebook or job'),
  scheduler: runner('scheduler', 'a schedule of EventBridge'),
  ssm: INSTANCE,
  states: runner('states', 'a Step Functions state machine'),
};

/** Automation takes a role itself, which other paths of Systems Manager find on an instance. */
const AUTOMATION = runner('ssm', 'an automation of Systems Manager');

function runner(service: string, what: string): Runner {
  return { service, what, byInstanceProfile: false, federated: false };
}

/** Undefined for a path that passes no role and takes over nothing that has one. */
export function runnerOf({ id, category }: EscalationPath): Runner | undefined {
  if (!category.endsWith('passrole')) return undefined;
  return id === 'ssm-003' ? AUTOMATION : RUNNERS[id.slice(0, id.lastIndexOf('-'))];
}
