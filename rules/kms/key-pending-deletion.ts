import { defineRule, fail, pass, shell, unknown } from 'postern/rule';
import { customerKeys } from 'postern/services/kms';
import { keyInWords, keyResource } from './_key.ts';

export default defineRule({
  title: 'Key waits for its deletion',
  type: 'Impact:KMS/KeyPendingDeletion',
  severity: 8.0,
  scope: 'region',
  reads: { keys: customerKeys },
  why: 'When the key is gone, all that it encrypted is lost for good: backups, volumes and databases too. Attackers do it on purpose.',
  remediation: {
    text: 'Cancel the deletion unless you know that nothing needs the key; then enable the key, which cancelling leaves disabled.',
    url: 'https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys-scheduling-key-deletion.html',
  },
  *check({ keys }, { region }) {
    for (const key of keys) {
      const resource = keyResource(key);
      if (!key.metadata.ok) {
        yield unknown(resource, key.metadata.error);
        continue;
      }
      const { KeyState, DeletionDate, PendingDeletionWindowInDays } = key.metadata.value;
      if (KeyState === undefined) yield unknown(resource, 'AWS did not say in which state the key is');
      else if (KeyState === 'PendingDeletion' || KeyState === 'PendingReplicaDeletion')
        yield fail(
          resource,
          { KeyState, DeletionDate, PendingDeletionWindowInDays },
          DeletionDate === undefined
            ? `${keyInWords(key)} will be deleted when its replicas are.`
            : `${keyInWords(key)} will be deleted on ${DeletionDate.toISOString().slice(0, 10)}.`,
          { commands: [shell`aws kms cancel-key-deletion --key-id ${key.KeyArn} --region ${region}`] },
        );
      else yield pass(resource, { KeyState });
    }
  },
});
