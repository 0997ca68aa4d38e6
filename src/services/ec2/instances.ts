import type { Instance as AwsInstance } from '@aws-sdk/client-ec2';
import { type Named, named } from '../../aws/named.ts';
import { pages } from '../../aws/pages.ts';
import type { Answer } from '../../aws/reader.ts';
import { secretsInUserData } from '../../secrets/user-data.ts';
import { ec2 } from './service.ts';

export type Instance = Named<AwsInstance, 'InstanceId'>;

/** What is gone, or about to be. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-lifecycle.html */
const GONE: ReadonlySet<string | undefined> = new Set(['shutting-down', 'terminated']);

/**
 * Instances of the Region, running or stopped, without those that are terminated, which AWS lists for an hour more.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html
 */
export const instances = ec2.reader(
  ['DescribeInstances'],
  async ({ sdk, client }): Promise<readonly Instance[]> => {
    const reservations = await pages(
      sdk.paginateDescribeInstances({ client, pageSize: 1000 }, {}),
      (page) => page.Reservations,
    );
    return reservations
      .flatMap(({ Instances }) => named(Instances, 'InstanceId'))
      .filter(({ State }) => !GONE.has(State?.Name));
  },
);

/** A secret in the user data of an instance: what it is, and in which line. Its value stays at AWS. */
export interface UserDataSecret {
  readonly kind: string;
  readonly line: number;
}

/** The secrets; `packed` where it is compressed and cannot be unpacked, `gone` where the instance went meanwhile. */
type UserDataTold = readonly UserDataSecret[] | 'packed' | 'gone';

/** What the user data of an instance holds. */
export interface UserDataSecrets {
  readonly instance: Instance;
  /** The instance whose user data was read for it: its own, or that of another one that was launched alike. */
  readonly readFrom: string;
  readonly answer: Answer<UserDataTold>;
}

/**
 * The secrets in the user data of each instance. Of those that an Auto Scaling group launched from one version of a
 * launch template, which have the same, one is asked about, or the next one where it went meanwhile: AWS tells it of one
 * instance at a time.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceAttribute.html
 */
export const userDataSecrets = ec2
  .using(instances)
  .reader(
    [{ ifAny: 'DescribeInstanceAttribute' }],
    async ({ sdk, client, ask, each }): Promise<readonly UserDataSecrets[]> => {
      const all = await ask(instances);
      const alike = new Map<string, Instance[]>();
      for (const instance of all) {
        const group = alike.get(launchOf(instance));
        if (group === undefined) alike.set(launchOf(instance), [instance]);
        else group.push(instance);
      }
      const secretsOf = async (InstanceId: string): Promise<UserDataTold> => {
        try {
          const { UserData } = await client.send(
            new sdk.DescribeInstanceAttributeCommand({ InstanceId, Attribute: 'userData' }),
          );
          if (UserData === undefined) throw new Error('AWS sent another attribute than the user data');
          return secretsInUserData(UserData.Value ?? '') ?? 'packed';
        } catch (error) {
          if (error instanceof Error && error.name === 'InvalidInstanceID.NotFound') return 'gone';
          throw error;
        }
      };
      const answers = await each(
        alike.values(),
        async (group): Promise<{ readFrom?: string; told: UserDataTold }> => {
          for (const { InstanceId } of group) {
            const told = await secretsOf(InstanceId);
            if (told !== 'gone') return { readFrom: InstanceId, told };
          }
          return { told: 'gone' };
        },
      );
      const answersOf = new Map(answers.map(({ item, answer }) => [item, answer]));
      return all.flatMap((instance): readonly UserDataSecrets[] => {
        const group = alike.get(launchOf(instance)) ?? [];
        const answer = answersOf.get(group);
        if (answer === undefined) return [];
        const [first = instance] = group;
        const readFrom = (answer.ok ? answer.value.readFrom : undefined) ?? first.InstanceId;
        return [{ instance, readFrom, answer: answer.ok ? { ok: true, value: answer.value.told } : answer }];
      });
    },
  );

/**
 * What an instance has its user data from, where nobody but AWS may have set these tags: the same text for instances that
 * have the same. https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html
 */
function launchOf({ InstanceId, Tags = [] }: Instance): string {
  const source = [
    'aws:autoscaling:groupName',
    'aws:ec2launchtemplate:id',
    'aws:ec2launchtemplate:version',
  ].map((tag) => Tags.find(({ Key }) => Key === tag)?.Value);
  return source.every((value) => value !== undefined) ? source.join('\n') : InstanceId;
}
