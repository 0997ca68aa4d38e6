/** A value in an event. */
export type Scalar = string | number | boolean | null;

/**
 * What is known of a field of an event: one of some values; a string, perhaps one that a wildcard (`*`) matches, or
 * none of some; or that it is not there. `orAbsent`: or that it is not there, nobody knows.
 */
export type Fact =
  | { readonly oneOf: readonly [Scalar, ...Scalar[]]; readonly orAbsent?: true }
  | { readonly like?: string; readonly noneOf?: readonly string[]; readonly orAbsent?: true }
  | { readonly absent: true };

/** Events that somebody must hear of: all to which the facts apply, whatever else they say. */
export interface DemandedEvent {
  /** What people call it, such as `PutBucketPolicy`. */
  readonly name: string;
  /** What makes it this event and no other, a key of `facts`: a pattern that speaks of others here does not name it. */
  readonly identifiedBy: string;
  /** By field, in dots: `userIdentity.type`. */
  readonly facts: Readonly<Record<string, Fact>>;
}

export type JsonValue = Scalar | readonly JsonValue[] | { readonly [name: string]: JsonValue };
export type JsonObject = { readonly [name: string]: JsonValue };

/** A term that such an event can fail, as it stands in the pattern. */
export interface Narrowing {
  readonly term: string;
  /** The field that it looks at; empty: the event as a line of text. */
  readonly field: string;
}

/** Whether a pattern matches all events that are demanded. */
export type Coverage =
  | { readonly coverage: 'covered' }
  | {
      readonly coverage: 'missed';
      /** The terms that stand in the way; none: the pattern does not speak of such events. */
      readonly narrowing: readonly Narrowing[];
      /** Such an event that the pattern does not match. */
      readonly example: JsonObject;
    }
  | { readonly coverage: 'undecided'; readonly reason: string };
