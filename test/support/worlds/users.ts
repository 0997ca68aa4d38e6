import {
  AddUserToGroupCommand,
  AttachGroupPolicyCommand,
  AttachUserPolicyCommand,
  CreateAccessKeyCommand,
  CreateGroupCommand,
  CreateLoginProfileCommand,
  CreateUserCommand,
  CreateVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  type IAMClient,
  PutUserPolicyCommand,
  UpdateAccessKeyCommand,
} from '@aws-sdk/client-iam';
import type { ReportedUser } from './iam-answers.ts';
import { inOrder, sent } from './world.ts';

/** A user as the credential report tells of it, with what the report does not tell. */
export interface SeededUser extends ReportedUser {
  readonly groups?: readonly string[];
  /** ARNs of managed policies. */
  readonly attached?: readonly string[];
  readonly inline?: Readonly<Record<string, string>>;
}

/** Creates groups with the managed policies attached to each. */
export async function seedGroups(
  iam: IAMClient,
  groups: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  await inOrder(Object.entries(groups), async ([GroupName, arns]) => {
    await iam.send(new CreateGroupCommand({ GroupName }));
    for (const PolicyArn of arns) await iam.send(new AttachGroupPolicyCommand({ GroupName, PolicyArn }));
  });
}

/** Creates users with passwords, keys, MFA devices, groups and policies. Dates are for the credential report alone. */
export async function seedUsers(iam: IAMClient, users: readonly SeededUser[]): Promise<void> {
  await inOrder(users, (user) => seedUser(iam, user));
}

async function seedUser(iam: IAMClient, user: SeededUser): Promise<void> {
  const UserName = user.name;
  await iam.send(new CreateUserCommand({ UserName }));
  if (user.password)
    await iam.send(new CreateLoginProfileCommand({ UserName, Password: 'Correct-horse-7-battery' }));
  if (user.mfa) await seedMfa(iam, UserName);
  for (const { active } of user.keys ?? []) await seedKey(iam, UserName, active);
  for (const GroupName of user.groups ?? [])
    await iam.send(new AddUserToGroupCommand({ UserName, GroupName }));
  for (const PolicyArn of user.attached ?? [])
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn }));
  for (const [PolicyName, PolicyDocument] of Object.entries(user.inline ?? {})) {
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName, PolicyDocument }));
  }
}

async function seedMfa(iam: IAMClient, UserName: string): Promise<void> {
  const { VirtualMFADevice } = await iam.send(
    new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: UserName }),
  );
  const SerialNumber = sent(VirtualMFADevice?.SerialNumber, 'serial number of an MFA device');
  await iam.send(
    new EnableMFADeviceCommand({
      UserName,
      SerialNumber,
      AuthenticationCode1: '123456',
      AuthenticationCode2: '234567',
    }),
  );
}

async function seedKey(iam: IAMClient, UserName: string, active: boolean): Promise<void> {
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
  if (active) return;
  const AccessKeyId = sent(AccessKey?.AccessKeyId, 'access key');
  await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId, Status: 'Inactive' }));
}
