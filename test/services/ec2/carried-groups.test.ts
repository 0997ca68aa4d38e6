import { afterEach, describe, expect, it, vi } from 'vitest';
import { carriedGroups, occupiedVpcs } from '../../../src/services/ec2/carried-groups.ts';
import { stubbedPlace } from '../../support/place.ts';
import type { Answerer, Answers } from '../../support/stub.ts';
import { failure, success, type Wire } from '../../support/wire.ts';

afterEach(() => vi.unstubAllEnvs());

const interfaces =
  (...networkInterfaceSet: Wire[]): Answerer =>
  (call) =>
    success(call, { networkInterfaceSet });
const templates =
  (...data: Wire[]): Answerer =>
  (call) =>
    success(call, { launchTemplateVersionSet: data.map((launchTemplateData) => ({ launchTemplateData })) });
const denied: Answerer = (call) =>
  failure(call, { code: 'UnauthorizedOperation', message: 'You are not authorized.', status: 403 });

const eni = (changes: Record<string, Wire> = {}) => ({
  networkInterfaceId: 'eni-1',
  vpcId: 'vpc-1',
  groupSet: [{ groupId: 'sg-1' }, { groupId: 'sg-2' }],
  ...changes,
});

const answers = (ofInterfaces: Answerer, ofTemplates: Answerer): Answers => ({
  'ec2:DescribeNetworkInterfaces': ofInterfaces,
  'ec2:DescribeLaunchTemplateVersions': ofTemplates,
});

describe('carriedGroups', () => {
  it.each<[string, Answerer, Answerer, string[] | undefined]>([
    ['of interfaces', interfaces(eni()), templates(), ['sg-1', 'sg-2']],
    [
      'of launch templates',
      interfaces(),
      templates({ securityGroupIdSet: ['sg-3'] }, { securityGroupSet: ['web'] }),
      ['sg-3', 'web'],
    ],
    ['a template that names none gives the default group', interfaces(), templates({}), ['default']],
    ['nothing carries any', interfaces(), templates(), []],
    ['interfaces denied', denied, templates(), undefined],
    ['templates denied', interfaces(eni()), denied, undefined],
    ['groups of an interface not told', interfaces(eni({ groupSet: undefined })), templates(), undefined],
  ])('%s', async (_case, ofInterfaces, ofTemplates, expected) => {
    await using scan = await stubbedPlace(answers(ofInterfaces, ofTemplates));
    const carried = await carriedGroups(scan.place);
    expect(carried === undefined ? undefined : [...carried]).toEqual(expected);
  });

  it('asks for nothing that it cannot do without', () => {
    expect(carriedGroups.optionalActions).toEqual(carriedGroups.actions);
  });
});

describe('occupiedVpcs', () => {
  it.each<[string, Answerer, string[] | undefined]>([
    ['where there are interfaces', interfaces(eni(), eni({ vpcId: 'vpc-2' }), eni()), ['vpc-1', 'vpc-2']],
    ['none', interfaces(), []],
    ['interfaces denied', denied, undefined],
    ['the VPC of an interface not told', interfaces(eni({ vpcId: undefined })), undefined],
  ])('%s', async (_case, ofInterfaces, expected) => {
    await using scan = await stubbedPlace(answers(ofInterfaces, templates()));
    const occupied = await occupiedVpcs(scan.place);
    expect(occupied === undefined ? undefined : [...occupied]).toEqual(expected);
  });
});
