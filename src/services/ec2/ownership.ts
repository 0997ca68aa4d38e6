/** Where AWS names no owner it is taken for ours: better judged twice than never. */
export function isOwn(accountId: string): (resource: { readonly OwnerId?: string | undefined }) => boolean {
  return ({ OwnerId }) => (OwnerId ?? accountId) === accountId;
}
