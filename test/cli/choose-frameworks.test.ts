import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.ts';
import { chooseFrameworks, controlsOfRule } from '../../src/cli/choose-frameworks.ts';
import { chooseRules } from '../../src/cli/choose-rules.ts';
import { UsageError } from '../../src/cli/problem.ts';
import { ConfigError } from '../../src/config/config-error.ts';
import { referencesOf } from '../../src/rule/framework.ts';

const folder = mkdtempSync(join(tmpdir(), 'postern-frameworks-'));
afterAll(() => rmSync(folder, { recursive: true }));

const choose = (...asked: readonly string[]) => chooseFrameworks(asked, Object.keys(rules));
const ids = async (...asked: readonly string[]) => (await choose(...asked)).asked?.map(({ id }) => id);

function own(name: string, framework: object): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(framework));
  return path;
}

const ACME = {
  id: 'acme',
  title: 'What Acme asks for',
  controls: [{ id: 'A.1', title: 'Root has MFA', rules: ['iam/root-without-mfa'] }],
};

describe('the frameworks that are chosen', () => {
  it('are those of ids and globs, each once, in their order', async () => {
    expect(await ids('soc-2', 'cis-aws-{4,5}*', 'cis-aws-5.0.0')).toEqual([
      'soc-2',
      'cis-aws-4.0.1',
      'cis-aws-5.0.0',
    ]);
    expect((await ids('*'))?.length).toBe(15);
  });

  it('may be files of the user', async () => {
    expect(await ids(own('acme.json', ACME), 'soc-2')).toEqual(['acme', 'soc-2']);
    expect(await ids(own('acme.YML', ACME))).toEqual(['acme']);
  });

  it('are none where nobody asks, and findings then name those of Security Hub', async () => {
    const { asked, told } = await choose();
    expect(asked).toBeUndefined();
    expect(told.map(({ id }) => id)).toEqual(['aws-fsbp', 'cis-aws-5.0.0']);
  });

  it.each(['cis-aws-5', 'CIS', 'acme'])('%s matches none, and all are named', async (pattern) => {
    await expect(choose(pattern)).rejects.toThrow(UsageError);
    await expect(choose(pattern)).rejects.toThrow(
      /No framework matches .*: aws-fsbp, .*, soc-2\. One of your own/,
    );
  });

  it('are no files that are missing, that take a name that is taken, or that name strangers', async () => {
    await expect(choose('missing.yaml')).rejects.toThrow(/The framework missing\.yaml does not exist\./);
    const taken = own('taken.json', { ...ACME, id: 'soc-2' });
    await expect(choose(taken)).rejects.toThrow(/id: "soc-2" is a framework that comes with Postern/);
    const [one, two] = [own('one.json', ACME), own('two.json', ACME)];
    await expect(choose(one, two)).rejects.toThrow(
      /two\.json: id: another framework is called "acme" already/,
    );
    const stranger = own('stranger.json', {
      ...ACME,
      controls: [{ id: '1', title: 'x', rules: ['iam/nothing'] }],
    });
    await expect(choose(stranger)).rejects.toThrow(ConfigError);
  });
});

describe('the rules that are chosen by frameworks', () => {
  const none = { rule: [], excludeRule: [], service: [] };

  it('are those that judge one, as far as the other filters let them through', async () => {
    const frameworks = await choose(own('acme.json', ACME), 'cis-aws-5.0.0');
    const chosen = chooseRules(rules, { ...none, service: ['iam'] }, undefined, frameworks);
    expect(chosen.map(({ id }) => id)).toContain('iam/root-without-mfa');
    expect(chosen.map(({ id }) => id)).not.toContain('iam/group-unused');
    expect(chosen.every(({ id }) => id.startsWith('iam/'))).toBe(true);
    expect(chosen.find(({ id }) => id === 'iam/root-without-mfa')?.controls).toEqual([
      { framework: 'acme', control: 'A.1' },
      { framework: 'cis-aws-5.0.0', control: '1.4' },
    ]);
    const without = { ...none, excludeRule: ['iam/root-without-mfa'] };
    const acme = await choose(own('acme.json', ACME));
    expect(() => chooseRules(rules, without, undefined, acme)).toThrow(/leave no rule/);
  });

  it('tell of no control that asks for less, and of the aspects of those that ask for some', async () => {
    const { told } = await choose('aws-security-hub');
    expect(controlsOfRule('ec2/admin-port-open-to-internet', told)).toMatchObject([
      { control: 'EC2.13', aspects: ['tcp 22'] },
      { control: 'EC2.14', aspects: ['tcp 3389'] },
      { control: 'EC2.18' },
      { control: 'EC2.19' },
      { control: 'EC2.53', aspects: ['ipv4'] },
      { control: 'EC2.54', aspects: ['ipv6'] },
    ]);
    const broader = told.flatMap(({ controls }) =>
      controls.flatMap((control) =>
        referencesOf(control).flatMap(({ rule, broader }) => (broader ? [[rule, control.id] as const] : [])),
      ),
    );
    expect(broader).not.toEqual([]);
    for (const [rule, id] of broader)
      expect(controlsOfRule(rule, told).map(({ control }) => control)).not.toContain(id);
  });
});
