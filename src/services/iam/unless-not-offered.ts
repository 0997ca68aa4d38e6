import type { Partition } from '../../aws/partitions.ts';

/**
 * The answer to a question that IAM of another partition may not know yet: undefined where it says so. In the commercial
 * partition it knows them all, and whoever answers there that it does not is not to be believed.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
export async function unlessNotOffered<T>(
  { id }: Partition,
  question: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await question();
  } catch (error) {
    if (id !== 'aws' && error instanceof Error && error.name === 'InvalidAction') return undefined;
    throw error;
  }
}
