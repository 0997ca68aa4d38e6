import { expect, it } from 'vitest';
import { planWriter } from '../../src/cli/plan.ts';
import { UsageError } from '../../src/cli/problem.ts';

it('a plan is a table or JSON, and no format of findings', async () => {
  await expect(planWriter('sarif')).rejects.toThrow(
    new UsageError('A plan has no findings to print as sarif: use --format table or --format json.'),
  );
  for (const format of ['table', 'json']) expect(await planWriter(format)).toBeTypeOf('function');
});
