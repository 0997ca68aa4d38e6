import { always, atHome } from './at-home.ts';
import type { ServiceWorld } from './service-world.ts';

const api = (id: string, type: string) => ({ id, name: id, endpointConfiguration: { types: [type] } });

/** The ARN of the web ACL that regional resources of the well kept account have. */
export const regionalWebAclArn = (accountId: string, name: string) =>
  `arn:aws:wafv2:us-east-1:${accountId}:regional/webacl/${name}/${name}`;

export const apigateway: ServiceWorld = {
  badlyKept: {
    answers: () => ({
      'apigateway:GetRestApis': atHome(
        { item: [api('shop', 'REGIONAL'), api('inside', 'PRIVATE')] },
        { item: [] },
      ),
      'apigateway:GetStages': always({ item: [{ stageName: 'prod', deploymentId: 'd1' }] }),
    }),
  },
  wellKept: {
    answers: ({ accountId }) => ({
      'apigateway:GetRestApis': atHome({ item: [api('shop', 'REGIONAL')] }, { item: [] }),
      'apigateway:GetStages': always({
        item: [
          { stageName: 'prod', deploymentId: 'd1', webAclArn: regionalWebAclArn(accountId, 'regional') },
        ],
      }),
    }),
  },
  finds: { 'waf/api-without-web-acl': { fails: ['prod'], notApplicable: ['inside'] } },
};
