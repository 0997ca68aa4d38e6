import { describe, expect, it } from 'vitest';
import { chooseRules, type RuleFilter } from '../../src/cli/choose-rules.ts';
import { UsageError } from '../../src/cli/problem.ts';
import { defineRule } from '../../src/rule/rule.ts';

const rule = defineRule({
  title: 'Title',
  type: 'Policy:IAMUser/Example',
  severity: 5,
  scope: 'account',
  reads: {},
  why: 'It matters.',
  remediation: { text: 'Mend it.', url: 'https://docs.aws.amazon.com/IAM/' },
  check: () => [],
});
const RULES = {
  'ec2/port-open': rule,
  'iam/root-without-mfa': rule,
  'iam/user-without-mfa': rule,
};

function choose(filter: Partial<RuleFilter>): string[] {
  return chooseRules(RULES, { rule: [], excludeRule: [], service: [], ...filter }).map(({ id }) => id);
}

describe('the rules that are chosen', () => {
  const [port, root, user] = Object.keys(RULES);

  it.each<[Partial<RuleFilter>, (string | undefined)[]]>([
    [{}, [port, root, user]],
    [{ rule: ['*'] }, [port, root, user]],
    [{ rule: ['**'] }, [port, root, user]],
    [{ rule: ['iam/*'] }, [root, user]],
    [{ rule: ['*mfa'] }, [root, user]],
    [{ rule: ['iam/root-without-mfa'] }, [root]],
    [{ rule: ['iam/{root,nobody}-*', 'ec2/port-????'] }, [port, root]],
    [{ excludeRule: ['iam/*'] }, [port]],
    [{ rule: ['iam/*'], excludeRule: ['iam/root-*'] }, [user]],
    [{ service: ['iam'] }, [root, user]],
    [{ service: ['iam', 'ec2'], rule: ['*/port-*'] }, [port]],
  ])('%o', (filter, ids) => expect(choose(filter)).toEqual(ids));
});

describe('a filter that matches nothing is no empty success', () => {
  it.each<[Partial<RuleFilter>, string, string?]>([
    [{ rule: ['iam/nothing'] }, 'No rule matches "iam/nothing". See `postern rules` for their ids.', 'rule'],
    [{ rule: ['iam/*', 'IAM/*'] }, 'No rule matches "IAM/*". See `postern rules` for their ids.', 'rule'],
    [{ rule: [''] }, 'No rule matches "". See `postern rules` for their ids.', 'rule'],
    [{ rule: ['['] }, 'No rule matches "[". See `postern rules` for their ids.', 'rule'],
    [{ excludeRule: ['s3/*'] }, 'No rule matches "s3/*". See `postern rules` for their ids.', 'excludeRule'],
    [{ service: ['s3'] }, 'There are no rules for the service "s3". Services are: ec2, iam.', 'service'],
    [{ service: ['ec2'], rule: ['iam/*'] }, 'The patterns leave no rule to judge by.'],
    [{ excludeRule: ['**'] }, 'The patterns leave no rule to judge by.'],
  ])('%o', (filter, message, setting) =>
    expect(() => choose(filter)).toThrow(new UsageError(message, setting === undefined ? {} : { setting })),
  );
});
