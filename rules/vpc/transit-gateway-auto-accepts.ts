import { defineRule, fail, pass, shell, tagMap, unknown } from 'postern/rule';
import { ownTransitGateways } from 'postern/services/ec2';

export default defineRule({
  title: 'Transit gateway accepts every attachment',
  type: 'Policy:VPC/TransitGatewayAutoAccepts',
  severity: 6.0,
  scope: 'region',
  reads: { gateways: ownTransitGateways },
  why: 'Every account that it is shared with can join its own VPC to the network, and nobody looks at it first.',
  remediation: {
    text: 'Turn off auto accept of shared attachments, and accept each request by hand or by a tool of yours. Attachments that are there stay.',
    url: 'https://docs.aws.amazon.com/vpc/latest/tgw/tgw-transit-gateways.html',
  },
  *check({ gateways }, { region }) {
    for (const { TransitGatewayId, TransitGatewayArn, State, Options, Tags } of gateways) {
      const gateway = { type: 'AwsEc2TransitGateway', id: TransitGatewayArn, ...tagMap(Tags) };
      const accepts = Options?.AutoAcceptSharedAttachments;
      const evidence = { TransitGatewayId, State, AutoAcceptSharedAttachments: accepts };
      if (accepts === undefined)
        yield unknown(gateway, 'AWS did not say whether it accepts shared attachments on its own');
      else if (accepts === 'disable') yield pass(gateway, evidence);
      else
        yield fail(
          gateway,
          evidence,
          `Transit gateway ${TransitGatewayId} accepts attachments of other accounts on its own.`,
          {
            exposure: 'other-account',
            commands: [
              shell`aws ec2 modify-transit-gateway --transit-gateway-id ${TransitGatewayId} --options AutoAcceptSharedAttachments=disable --region ${region}`,
            ],
          },
        );
    }
  },
});
