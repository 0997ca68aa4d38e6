/** As many parts as 1,024 characters hold, the most that a filter pattern may have. */
function longest(part: (at: string) => string, by: string): string {
  const parts: string[] = [];
  for (let at = 0; `{${[...parts, part(at.toString(36))].join(by)}}`.length <= 1024; at += 1)
    parts.push(part(at.toString(36)));
  return `{${parts.join(by)}}`;
}

/** Filter patterns as long, as deep and as hard as they may be, and what comes of them. */
export const LONGEST_PATTERNS = [
  ['one field, many values', longest((at) => `$.awsRegion=${at}x`, '||'), 'missed'],
  ['many fields', longest((at) => `($.${at}=1||$.a${at}=2)`, '&&'), 'missed'],
  ['two fields, again and again', longest((at) => `$.awsRegion!=${at}x&&$.eventID!=${at}x`, '||'), 'covered'],
  ['parentheses', `{${'('.repeat(500)}$.eventName!=x${')'.repeat(500)}}`, 'covered'],
  ['wildcards apart from each other', longest((at) => `$.awsRegion!=*${at}*`, '||'), 'undecided'],
  [
    'three fields of such',
    longest((at) => `($.awsRegion=*${at}*||$.eventID!=*${at}*||$.eventTime=*${at})`, '&&'),
    'undecided',
  ],
  ['an expression that remembers', '{$.eventID=%a.{20}b%||$.eventID!=%b.{20}a%}', 'undecided'],
  ['an expression that repeats', '{$.eventID!=%a{99999999}%||$.eventID=%a{99999999}%}', 'undecided'],
] as const;
