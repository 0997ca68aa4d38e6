/**
 * The kinds of resources for all of which an action of a path has to be allowed: without the beginning of the ARN, and
 * with ACCOUNT for the account. An action without any takes no resource, so only `*` allows it.
 *
 * Those that the service authorization reference marks as required, where it marks any:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 * Besides, a volume for RunInstances, as nearly every image has one
 * (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html#iam-example-runinstances), what SubmitJob
 * starts (https://docs.aws.amazon.com/batch/latest/userguide/iam-example-restrict-job-def.html), and of those that stand
 * to choose the one that runs with a role: an instance, and an interpreter or browser of one's own. A document of
 * SendCommand may be AWS's.
 */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  'apprunner:CreateService': ['apprunner:*:ACCOUNT:service/*/*'],
  'apprunner:UpdateService': ['apprunner:*:ACCOUNT:service/*/*'],
  'autoscaling:CreateAutoScalingGroup': ['autoscaling:*:ACCOUNT:autoScalingGroup:*:autoScalingGroupName/*'],
  'autoscaling:CreateLaunchConfiguration': [
    'autoscaling:*:ACCOUNT:launchConfiguration:*:launchConfigurationName/*',
  ],
  'autoscaling:UpdateAutoScalingGroup': ['autoscaling:*:ACCOUNT:autoScalingGroup:*:autoScalingGroupName/*'],
  'batch:RegisterJobDefinition': ['batch:*:ACCOUNT:job-definition/*'],
  'batch:SubmitJob': ['batch:*:ACCOUNT:job-definition/*', 'batch:*:ACCOUNT:job-queue/*'],
  'bedrock-agentcore:ConnectBrowserAutomationStream': [],
  'bedrock-agentcore:CreateAgentRuntime': [],
  'bedrock-agentcore:CreateAgentRuntimeEndpoint': ['bedrock-agentcore:*:ACCOUNT:runtime/*'],
  'bedrock-agentcore:CreateBrowser': [],
  'bedrock-agentcore:CreateCodeInterpreter': [],
  'bedrock-agentcore:CreateWorkloadIdentity': [
    'bedrock-agentcore:*:ACCOUNT:workload-identity-directory/*/workload-identity/*',
    'bedrock-agentcore:*:ACCOUNT:workload-identity-directory/*',
  ],
  'bedrock-agentcore:InvokeAgentRuntimeCommand': [
    'bedrock-agentcore:*:ACCOUNT:runtime/*',
    'bedrock-agentcore:*:ACCOUNT:runtime/*/runtime-endpoint/*',
  ],
  'bedrock-agentcore:InvokeCodeInterpreter': ['bedrock-agentcore:*:ACCOUNT:code-interpreter-custom/*'],
  'bedrock-agentcore:StartBrowserSession': ['bedrock-agentcore:*:ACCOUNT:browser-custom/*'],
  'bedrock-agentcore:StartCodeInterpreterSession': ['bedrock-agentcore:*:ACCOUNT:code-interpreter-custom/*'],
  'braket:CreateJob': ['braket:*:*:device/*/*/*', 'braket:*:ACCOUNT:job/*'],
  'cloudformation:CreateChangeSet': ['cloudformation:*:ACCOUNT:stack/*/*'],
  'cloudformation:CreateStack': ['cloudformation:*:ACCOUNT:stack/*/*'],
  'cloudformation:CreateStackInstances': ['cloudformation:*:ACCOUNT:stackset/*:*'],
  'cloudformation:CreateStackSet': [],
  'cloudformation:ExecuteChangeSet': ['cloudformation:*:ACCOUNT:stack/*/*'],
  'cloudformation:UpdateStack': ['cloudformation:*:ACCOUNT:stack/*/*'],
  'cloudformation:UpdateStackSet': ['cloudformation:*:ACCOUNT:stackset/*:*'],
  'codebuild:CreateProject': ['codebuild:*:ACCOUNT:project/*'],
  'codebuild:StartBuild': ['codebuild:*:ACCOUNT:project/*'],
  'codebuild:StartBuildBatch': ['codebuild:*:ACCOUNT:project/*'],
  'codedeploy:CreateDeployment': ['codedeploy:*:ACCOUNT:deploymentgroup:*/*'],
  'codedeploy:RegisterApplicationRevision': ['codedeploy:*:ACCOUNT:application:*'],
  'cognito-identity:SetIdentityPoolRoles': [],
  'datapipeline:ActivatePipeline': ['datapipeline:*:ACCOUNT:pipeline/*'],
  'datapipeline:CreatePipeline': [],
  'datapipeline:PutPipelineDefinition': ['datapipeline:*:ACCOUNT:pipeline/*'],
  'ec2-instance-connect:SendSSHPublicKey': ['ec2:*:ACCOUNT:instance/*'],
  'ec2:CreateLaunchTemplateVersion': ['ec2:*:ACCOUNT:launch-template/*'],
  'ec2:DescribeInstances': [],
  'ec2:ModifyInstanceAttribute': ['ec2:*:ACCOUNT:instance/*'],
  'ec2:ModifyLaunchTemplate': ['ec2:*:ACCOUNT:launch-template/*'],
  'ec2:RequestSpotInstances': ['ec2:*:ACCOUNT:spot-instances-request/*'],
  'ec2:RunInstances': [
    'ec2:*::image/*',
    'ec2:*:ACCOUNT:instance/*',
    'ec2:*:ACCOUNT:network-interface/*',
    'ec2:*:ACCOUNT:security-group/*',
    'ec2:*:ACCOUNT:subnet/*',
    'ec2:*:ACCOUNT:volume/*',
  ],
  'ec2:StartInstances': ['ec2:*:ACCOUNT:instance/*'],
  'ec2:StopInstances': ['ec2:*:ACCOUNT:instance/*'],
  'ecs:CreateCluster': ['ecs:*:ACCOUNT:cluster/*'],
  'ecs:CreateService': ['ecs:*:ACCOUNT:service/*/*'],
  'ecs:DescribeTasks': ['ecs:*:ACCOUNT:task/*/*'],
  'ecs:ExecuteCommand': ['ecs:*:ACCOUNT:cluster/*', 'ecs:*:ACCOUNT:task/*/*'],
  'ecs:RegisterContainerInstance': ['ecs:*:ACCOUNT:cluster/*'],
  'ecs:RegisterTaskDefinition': ['ecs:*:ACCOUNT:task-definition/*:*'],
  'ecs:RunTask': ['ecs:*:ACCOUNT:task-definition/*:*'],
  'ecs:StartTask': ['ecs:*:ACCOUNT:task-definition/*:*'],
  'elasticmapreduce:RunJobFlow': [],
  'emr-serverless:CreateApplication': [],
  'emr-serverless:StartJobRun': ['emr-serverless:*:ACCOUNT:/applications/*'],
  'gamelift:CreateBuild': [],
  'gamelift:CreateFleet': [],
  'gamelift:RequestUploadCredentials': ['gamelift:*:ACCOUNT:build/*'],
  'glue:CreateDevEndpoint': [],
  'glue:CreateJob': ['glue:*:ACCOUNT:job/*'],
  'glue:CreateSession': ['glue:*:ACCOUNT:session/*'],
  'glue:CreateTrigger': ['glue:*:ACCOUNT:trigger/*'],
  'glue:RunStatement': ['glue:*:ACCOUNT:session/*'],
  'glue:StartJobRun': ['glue:*:ACCOUNT:job/*'],
  'glue:UpdateDevEndpoint': ['glue:*:ACCOUNT:devEndpoint/*'],
  'glue:UpdateJob': ['glue:*:ACCOUNT:job/*'],
  'imagebuilder:CreateComponent': ['imagebuilder:*:ACCOUNT:component/*/*/*'],
  'imagebuilder:CreateImage': ['imagebuilder:*:ACCOUNT:image/*/*/*'],
  'imagebuilder:CreateImageRecipe': ['imagebuilder:*:ACCOUNT:image-recipe/*/*'],
  'imagebuilder:CreateInfrastructureConfiguration': ['imagebuilder:*:ACCOUNT:infrastructure-configuration/*'],
  'kinesisanalytics:CreateApplication': [],
  'kinesisanalytics:StartApplication': ['kinesisanalytics:*:ACCOUNT:application/*'],
  'lambda:AddPermission': ['lambda:*:ACCOUNT:function:*'],
  'lambda:CreateEventSourceMapping': [],
  'lambda:CreateFunction': ['lambda:*:ACCOUNT:function:*'],
  'lambda:InvokeFunction': ['lambda:*:ACCOUNT:function:*'],
  'lambda:UpdateFunctionCode': ['lambda:*:ACCOUNT:function:*'],
  'lambda:UpdateFunctionConfiguration': ['lambda:*:ACCOUNT:function:*'],
  'omics:CreateWorkflow': [],
  'omics:StartRun': ['omics:*:ACCOUNT:run/*'],
  'sagemaker:CreateNotebookInstance': ['sagemaker:*:ACCOUNT:notebook-instance/*'],
  'sagemaker:CreateNotebookInstanceLifecycleConfig': [
    'sagemaker:*:ACCOUNT:notebook-instance-lifecycle-config/*',
  ],
  'sagemaker:CreatePresignedNotebookInstanceUrl': ['sagemaker:*:ACCOUNT:notebook-instance/*'],
  'sagemaker:CreateProcessingJob': ['sagemaker:*:ACCOUNT:processing-job/*'],
  'sagemaker:CreateTrainingJob': ['sagemaker:*:ACCOUNT:training-job/*'],
  'sagemaker:StartNotebookInstance': ['sagemaker:*:ACCOUNT:notebook-instance/*'],
  'sagemaker:StopNotebookInstance': ['sagemaker:*:ACCOUNT:notebook-instance/*'],
  'sagemaker:UpdateNotebookInstance': ['sagemaker:*:ACCOUNT:notebook-instance/*'],
  'scheduler:CreateSchedule': ['scheduler:*:ACCOUNT:schedule/*/*'],
  'ssm:CreateDocument': ['ssm:*:ACCOUNT:document/*'],
  'ssm:SendCommand': ['ssm:*:*:document/*', 'ec2:*:ACCOUNT:instance/*'],
  'ssm:StartAutomationExecution': ['ssm:*:ACCOUNT:automation-execution/*', 'ssm:*:ACCOUNT:document/*'],
  'ssm:StartSession': ['ec2:*:ACCOUNT:instance/*'],
  'sso:AttachManagedPolicyToPermissionSet': ['sso:::instance/*', 'sso:::permissionSet/*/*'],
  'sso:CreateAccountAssignment': ['sso:::account/*', 'sso:::instance/*', 'sso:::permissionSet/*/*'],
  'sso:CreatePermissionSet': ['sso:::instance/*', 'sso:::permissionSet/*/*'],
  'sso:PutInlinePolicyToPermissionSet': ['sso:::instance/*', 'sso:::permissionSet/*/*'],
  'states:CreateStateMachine': ['states:*:ACCOUNT:stateMachine:*'],
  'states:StartExecution': ['states:*:ACCOUNT:stateMachine:*'],
  'states:UpdateStateMachine': ['states:*:ACCOUNT:stateMachine:*'],
};

/** @returns patterns of ARNs, or `*` alone */
export function resourcesOf(action: string, partition: string, account: string): readonly string[] {
  const kinds = KINDS[action];
  if (!kinds) throw new TypeError(`no resources are known for ${action}`);
  if (kinds.length === 0) return ['*'];
  return kinds.map((kind) => `arn:${partition}:${kind.replace('ACCOUNT', account)}`);
}
