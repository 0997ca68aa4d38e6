import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  type IAMClient,
  PutRolePolicyCommand,
} from '@aws-sdk/client-iam';
import type { Answerer, Answers } from '../stub.ts';
import { inOrder, policy } from './world.ts';

export interface SeededRole {
  readonly name: string;
  /** The statement of the trust policy without its Effect, which is Allow. */
  readonly trust: object;
  /** ARNs of managed policies. */
  readonly attached?: readonly string[];
  readonly inline?: Readonly<Record<string, string>>;
  /** In seconds; AWS's default is an hour. */
  readonly maxSessionDuration?: number;
  readonly created: Date;
  /** Absent: never used. */
  readonly used?: Date;
}

/** Creates roles with their policies. What moto cannot keep of them, `detailsOf` has to tell. */
export async function seedRoles(iam: IAMClient, roles: readonly SeededRole[]): Promise<void> {
  await inOrder(roles, async ({ name: RoleName, trust, attached, inline, maxSessionDuration }) => {
    await iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: policy({ Effect: 'Allow', ...trust }),
        MaxSessionDuration: maxSessionDuration,
      }),
    );
    for (const PolicyArn of attached ?? [])
      await iam.send(new AttachRolePolicyCommand({ RoleName, PolicyArn }));
    for (const [PolicyName, PolicyDocument] of Object.entries(inline ?? {}))
      await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName, PolicyDocument }));
  });
}

const OPERATION = 'iam:GetAccountAuthorizationDetails';

/**
 * The authorization details as another answer has them, with the age of the roles, which moto made just now and never
 * saw in use, and with inline policies of these names cut off in the middle, which moto would refuse.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_RoleDetail.html
 */
export function detailsOf(
  answerer: Answerer | undefined,
  roles: readonly SeededRole[],
  damaged: readonly string[],
): Answers {
  return {
    [OPERATION]: async (call, upstream) => {
      const answer = await answerer?.(call, upstream);
      if (typeof answer !== 'object' || answer.status !== 200) return answer;
      const aged = roles.reduce(withAge, String(answer.body));
      return { ...answer, body: damaged.reduce(cutOff, aged) };
    },
  };
}

function withAge(xml: string, { name, created, used }: SeededRole): string {
  const dates = new RegExp(
    `(<RoleName>${name}</RoleName>.*?<CreateDate>)[^<]*(</CreateDate>.*?)<RoleLastUsed\\s*/>`,
    's',
  );
  const lastUsed = used ? `<LastUsedDate>${used.toISOString()}</LastUsedDate><Region>us-east-1</Region>` : '';
  return xml.replace(dates, `$1${created.toISOString()}$2<RoleLastUsed>${lastUsed}</RoleLastUsed>`);
}

function cutOff(xml: string, policyName: string): string {
  const document = new RegExp(`(<PolicyName>${policyName}</PolicyName><PolicyDocument>)([^<]*)`);
  return xml.replace(
    document,
    (_element, before: string, text: string) => before + text.slice(0, text.length / 2),
  );
}
