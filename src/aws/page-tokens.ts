/** What services call the place where the next page begins, in questions and in answers. */
const PAGE_TOKEN = /(?:token|marker)$|^position$|^(?:exclusive)?(?:next|start)(?:record|hostedzone|key|id)/i;

/** What services call it that there is another page. */
const SAYS_MORE = /^(?:is)?truncated$/i;

export function isPageToken(member: string): boolean {
  return PAGE_TOKEN.test(member);
}

/** Whether a member of an answer is about its pages. */
export function isOfPages(member: string): boolean {
  return isPageToken(member) || SAYS_MORE.test(member);
}

/** Whether an answer says that there is another page and not where it begins. */
export function hidesNextPage(answer: Readonly<Record<string, unknown>>): boolean {
  const members = Object.entries(answer);
  return (
    members.some(([name, value]) => SAYS_MORE.test(name) && value === true) &&
    !members.some(([name, value]) => isPageToken(name) && Boolean(value))
  );
}
