import { accountResource, defineRule, type FailDetails, fail, pass, regionalArn, tagMap } from 'postern/rule';
import { type FlowLog, type VpcFlowLogs, vpcFlowLogs } from 'postern/services/ec2';

const NOTHING_THERE = 'the VPC has no network interface';

export default defineRule({
  title: 'VPC has no flow log',
  type: 'Stealth:VPC/FlowLogsMissing',
  severity: 4.0,
  scope: 'region',
  reads: { vpcs: vpcFlowLogs },
  why: 'After an attack nobody can tell who came in, what they reached and how much went out.',
  remediation: {
    text: 'Make a flow log of the VPC, of rejected traffic at least, to S3 or CloudWatch Logs. What is recorded costs by volume. A VPC that nobody uses is better deleted.',
    url: 'https://docs.aws.amazon.com/vpc/latest/userguide/working-with-flow-logs.html',
  },
  gather: {
    in: 'account',
    by: ({ severity }) => (severity?.reason === NOTHING_THERE ? 'unused' : undefined),
    describe: (parts, place) => {
      const regions = [...new Set(parts.map(({ region }) => region))];
      return {
        resource: accountResource(place),
        title: 'VPCs without network interfaces have no flow logs',
        description: `${parts.length === 1 ? 'A VPC' : `${parts.length} VPCs`} without network interfaces in ${regions.length === 1 ? regions.join() : `${regions.length} Regions`} ${parts.length === 1 ? 'has' : 'have'} no flow log.`,
        evidence: { Regions: regions },
      };
    },
  },
  *check({ vpcs }, scope) {
    for (const each of vpcs) {
      const { VpcId, IsDefault, Tags } = each.vpc;
      const vpc = {
        type: 'AwsEc2Vpc',
        id: regionalArn(scope, 'ec2', `vpc/${VpcId}`),
        ...tagMap(Tags),
        details: { IsDefault },
      };
      const evidence = {
        VpcId,
        NetworkInterfaces: each.interfaces?.length,
        FlowLogs: each.ofVpc.map(
          ({ FlowLogId, FlowLogStatus, DeliverLogsStatus, DeliverLogsErrorMessage, TrafficType }) => ({
            FlowLogId,
            FlowLogStatus,
            DeliverLogsStatus,
            DeliverLogsErrorMessage,
            TrafficType,
          }),
        ),
      };
      if (each.ofVpc.some((log) => works(log) && log.TrafficType !== 'ACCEPT')) yield pass(vpc, evidence);
      else yield fail(vpc, evidence, `${VpcId} has ${faultOf(each.ofVpc)}.`, weightOf(each));
    }
  },
});

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_FlowLog.html */
function works({ FlowLogStatus, DeliverLogsStatus }: FlowLog): boolean {
  return FlowLogStatus === 'ACTIVE' && DeliverLogsStatus !== 'FAILED';
}

function faultOf(logs: readonly FlowLog[]): string {
  if (logs.some(works)) return 'a flow log that leaves out rejected traffic';
  return logs.length === 0 ? 'no flow log' : 'no flow log that works';
}

function weightOf({ ofVpc, interfaces }: VpcFlowLogs): FailDetails {
  if (interfaces?.length === 0) return { exposure: 'none', severity: { score: 1, reason: NOTHING_THERE } };
  if (ofVpc.some(works)) return { severity: { score: 2, reason: 'accepted traffic is recorded' } };
  if (interfaces?.every(({ flowLogs }) => flowLogs.some(works)))
    return {
      severity: {
        score: 2,
        reason: 'flow logs of subnets or of interfaces record each interface that is there now',
      },
    };
  return {};
}
