import { defineRule, fail, pass, regionalArn, shell, unknown } from 'postern/rule';
import { managedInstances, type PatchState, patchStates } from 'postern/services/ssm';

const DAY = 86_400_000;
/** A scan that is older says little of today. */
const DAYS_A_SCAN_HOLDS = 30;

export default defineRule({
  title: 'Instance misses patches',
  type: 'Policy:EC2/InstanceMissingPatches',
  severity: 7.0,
  scope: 'region',
  reads: { managed: managedInstances, states: patchStates },
  why: 'A patch tells everybody which hole it closes: machines without it are looked for within hours.',
  remediation: {
    text: 'Install the missing patches with AWS-RunPatchBaseline, in a maintenance window or by a patch policy, and start instances anew that wait for it.',
    url: 'https://docs.aws.amazon.com/systems-manager/latest/userguide/patch-manager-compliance.html',
  },
  *check({ managed, states }, scope) {
    const byInstance = new Map(states.map((state) => [state.InstanceId, state]));
    for (const { InstanceId } of managed) {
      const instance = {
        type: 'AwsEc2Instance',
        id: regionalArn(scope, 'ec2', `instance/${InstanceId}`),
        details: { InstanceId },
      };
      const state = byInstance.get(InstanceId);
      if (state === undefined) {
        yield fail(
          instance,
          { PatchState: null },
          `Patch Manager has never scanned ${InstanceId}: which patches it lacks, nobody knows.`,
          {
            severity: { score: 3, reason: 'no scan has said that a patch is missing' },
            commands: [
              shell`aws ssm send-command --document-name AWS-RunPatchBaseline --parameters Operation=Scan --instance-ids ${InstanceId} --region ${scope.region}`,
            ],
          },
        );
        continue;
      }
      const { security, others } = missingIn(state);
      if (security === undefined) {
        yield unknown(instance, 'AWS did not say how many patches the instance lacks');
        continue;
      }
      const scanned = state.OperationEndTime;
      if (security > 0)
        yield fail(
          instance,
          { ...state },
          `${InstanceId} lacks ${counted(security, 'security or critical patch')} that its patch baseline asks for.`,
          { aspects: ['missing'] },
        );
      else if (others > 0)
        yield fail(
          instance,
          { ...state },
          `${InstanceId} lacks ${counted(others, 'patch')} that its patch baseline asks for.`,
          {
            aspects: ['missing'],
            severity: { score: 3, reason: 'none of them is a security or critical patch' },
          },
        );
      else if (scanned === undefined || scope.now.getTime() - scanned.getTime() > DAYS_A_SCAN_HOLDS * DAY)
        yield unknown(
          instance,
          `Patch Manager last scanned the instance ${scanned === undefined ? 'at a time that AWS did not say' : `on ${scanned.toISOString().slice(0, 10)}`}`,
        );
      else yield pass(instance, { ...state });
    }
  },
});

/**
 * Patches that are missing, failed, or wait for a start of the instance. One that is both security and critical is
 * counted by the larger of the two numbers; where AWS sends neither, those that are missing are taken for such.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_InstancePatchState.html
 */
function missingIn(state: PatchState): { readonly security: number | undefined; readonly others: number } {
  const {
    CriticalNonCompliantCount: critical,
    SecurityNonCompliantCount: security,
    OtherNonCompliantCount: other,
    MissingCount,
    FailedCount,
    InstalledPendingRebootCount,
  } = state;
  const missing =
    MissingCount === undefined
      ? undefined
      : MissingCount + (FailedCount ?? 0) + (InstalledPendingRebootCount ?? 0);
  return critical === undefined && security === undefined
    ? { security: missing, others: 0 }
    : {
        security: Math.max(critical ?? 0, security ?? 0),
        others: Math.max(other ?? 0, missing ?? 0),
      };
}

function counted(count: number, what: string): string {
  return count === 1 ? `a ${what}` : `${count} ${what}es`;
}
