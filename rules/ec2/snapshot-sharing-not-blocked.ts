import { defineRule, shell } from 'postern/rule';
import { snapshotBlockPublicAccess } from 'postern/services/ec2';
import { acrossRegions, judgeSetting } from './_account-setting.ts';

const FAULT = 'Snapshots may be shared with everybody';

export default defineRule({
  title: 'Block public access for snapshots is off',
  type: 'Policy:EC2/SnapshotSharingNotBlocked',
  severity: 4.0,
  scope: 'region',
  reads: { block: snapshotBlockPublicAccess },
  why: 'One wrong word in a command gives a whole disk to the world, and searchers copy public snapshots within minutes.',
  remediation: {
    text: 'Block all public sharing of snapshots in every Region, or for the whole organization by a declarative policy. Snapshots that are public now are then out of reach: see first that nobody needs them.',
    url: 'https://docs.aws.amazon.com/ebs/latest/userguide/block-public-access-snapshots.html',
  },
  gather: acrossRegions(FAULT),
  *check({ block }, scope) {
    const { State } = block;
    yield judgeSetting(
      {
        evidence: block,
        isRight: State === undefined ? undefined : State.startsWith('block-'),
        notTold: 'whether block public access for snapshots is on',
        fault: FAULT,
        command: shell`aws ec2 enable-snapshot-block-public-access --state block-all-sharing --region ${scope.region}`,
      },
      scope,
    );
  },
});
