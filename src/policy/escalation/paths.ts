/**
 * Known ways by which a principal turns the permissions that it has into more.
 *
 * Ids, categories and required actions are facts from Datadog pathfinding.cloud, https://pathfinding.cloud,
 * Copyright 2025-Present Datadog, Inc., licensed under the Apache License 2.0. This product includes software
 * developed at Datadog (https://www.datadoghq.com/).
 */
export interface EscalationPath {
  readonly id: string;
  readonly category: EscalationCategory;
  /** All must be allowed. */
  readonly required: readonly string[];
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
  return Object.entries(required).map(([id, actions]) => ({ id, category, required: actions }));
}

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
  }),
];

/** What runs with a role, and for which service principal its trust policy lets that in. */
export interface Runner {
  /** Without the DNS suffix of the partition. */
  readonly service: string;
  readonly what: string;
  /** EC2 takes roles in instance profiles only. */
  readonly byInstanceProfile: boolean;
}

const INSTANCE: Runner = { service: 'ec2', what: 'an EC2 instance', byInstanceProfile: true };

/** By the prefix of a path's id. Service principals as the AWS page of each service on its roles names them. */
const RUNNERS: Readonly<Record<string, Runner>> = {
  apprunner: runner('tasks.apprunner', 'an App Runner service'),
  bedrock: runner('bedrock-agentcore', 'a code interpreter of Bedrock AgentCore'),
  cloudformation: runner('cloudformation', 'a CloudFormation stack'),
  codebuild: runner('codebuild', 'a CodeBuild project'),
  datapipeline: runner('datapipeline', 'a pipeline of Data Pipeline'),
  ec2: INSTANCE,
  ec2instanceconnect: INSTANCE,
  ecs: runner('ecs-tasks', 'an ECS task'),
  glue: runner('glue', 'a Glue job or endpoint'),
  lambda: runner('lambda', 'a Lambda function'),
  sagemaker: runner('sagemaker', 'a SageMaker notebook or job'),
  ssm: INSTANCE,
};

function runner(service: string, what: string): Runner {
  return { service, what, byInstanceProfile: false };
}

/** Undefined for a path that passes no role and takes over nothing that has one. */
export function runnerOf({ id, category }: EscalationPath): Runner | undefined {
  return category.endsWith('passrole') ? RUNNERS[id.slice(0, id.lastIndexOf('-'))] : undefined;
}
