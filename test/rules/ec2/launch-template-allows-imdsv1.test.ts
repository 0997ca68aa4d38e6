import { describe, expect, it } from 'vitest';
import defaults from '../../../rules/ec2/imdsv2-not-default.ts';
import rule from '../../../rules/ec2/launch-template-allows-imdsv1.ts';
import type { LaunchTemplateVersion } from '../../../src/services/ec2/launch-templates.ts';
import { judge, statuses } from '../../support/judge.ts';
import { reportOfVerdicts } from '../../support/report-of-verdicts.ts';

type Tokens = 'required' | 'optional' | undefined;

const accountDefault = (HttpTokens: Tokens, HttpTokensEnforced?: 'enabled' | 'disabled') => ({
  HttpTokens,
  HttpTokensEnforced,
  HttpEndpoint: undefined,
  ManagedBy: undefined,
});
const template = (MetadataOptions: LaunchTemplateVersion['MetadataOptions'], ImageId?: string) => ({
  LaunchTemplateId: 'lt-1',
  LaunchTemplateName: 'web',
  VersionNumber: 3,
  DefaultVersion: true,
  ImageId,
  MetadataOptions,
  groups: [],
});
const images = new Map([
  ['ami-2023', { ImageId: 'ami-2023', ImdsSupport: 'v2.0' } as const],
  ['ami-old', { ImageId: 'ami-old' }],
]);
const judged = (
  options: LaunchTemplateVersion['MetadataOptions'],
  { account, enforced, image }: { account?: Tokens; enforced?: 'enabled' | 'disabled'; image?: string } = {},
) =>
  judge(rule, { templates: [template(options, image)], defaults: accountDefault(account, enforced), images });

describe('ec2/launch-template-allows-imdsv1', () => {
  it.each<[string, ...Parameters<typeof judged>, string]>([
    ['required', { HttpTokens: 'required' }, {}, 'pass'],
    ['optional', { HttpTokens: 'optional' }, {}, 'fail'],
    ['optional against the account', { HttpTokens: 'optional' }, { account: 'required' }, 'fail'],
    [
      'optional, and the account lets nothing start so',
      { HttpTokens: 'optional' },
      { enforced: 'enabled' },
      'pass',
    ],
    ['optional, and the account does not', { HttpTokens: 'optional' }, { enforced: 'disabled' }, 'fail'],
    ['off', { HttpEndpoint: 'disabled' }, {}, 'pass'],
    ['not said, and nobody else asks', undefined, {}, 'fail'],
    ['not said, and the account asks', undefined, { account: 'required' }, 'pass'],
    ['not said, and the image asks', undefined, { image: 'ami-2023' }, 'pass'],
    ['the account speaks before the image', undefined, { account: 'optional', image: 'ami-2023' }, 'fail'],
    ['not said, and the image does not ask', undefined, { image: 'ami-old' }, 'fail'],
    ['an image that a parameter names', undefined, { image: 'resolve:ssm:/image' }, 'fail'],
  ])('%s', (_case, options, others, expected) =>
    expect(statuses(judged(options, others))).toEqual([expected]),
  );

  it('is milder where the template leaves it open, and told by the default of the account', () => {
    const said = (verdicts: ReturnType<typeof judged>) =>
      reportOfVerdicts(
        { ruleId: 'ec2/launch-template-allows-imdsv1', verdicts },
        {
          ruleId: 'ec2/imdsv2-not-default',
          verdicts: judge(defaults, { defaults: accountDefault(undefined) }),
        },
      ).findings.map(({ ruleId, absorbs }) => [ruleId, absorbs?.length ?? 0]);
    expect(said(judged(undefined))).toEqual([['ec2/imdsv2-not-default', 1]]);
    expect(said(judged({ HttpTokens: 'optional' })).sort()).toEqual([
      ['ec2/imdsv2-not-default', 0],
      ['ec2/launch-template-allows-imdsv1', 0],
    ]);
    expect(statuses(judge(defaults, { defaults: accountDefault('required') }))).toEqual(['pass']);
  });

  it('makes a version that differs in this alone', () => {
    expect(judged({ HttpTokens: 'optional' })).toMatchObject([
      {
        description: 'Version 3 of launch template web allows IMDSv1.',
        commands: [
          `aws ec2 create-launch-template-version --launch-template-id lt-1 --source-version 3 --launch-template-data '{"MetadataOptions":{"HttpTokens":"required"}}' --region us-east-1`,
        ],
      },
    ]);
  });

  it('keeps what else the version says of the metadata service', () => {
    const options = { HttpTokens: 'optional', HttpPutResponseHopLimit: 2, State: 'applied' } as const;
    expect(judged(options)).toMatchObject([
      {
        commands: [
          expect.stringContaining(
            '\'{"MetadataOptions":{"HttpTokens":"required","HttpPutResponseHopLimit":2}}\'',
          ),
        ],
      },
    ]);
  });
});
