/**
 * A command for a shell, every value in it quoted: names in AWS may hold spaces, quotes and dollar signs.
 *
 *     shell`aws iam delete-user --user-name ${user}`
 */
export function shell(words: TemplateStringsArray, ...values: readonly (string | number)[]): string {
  return words.reduce((command, word, index) => command + quote(String(values[index - 1])) + word);
}

/** Words that no shell reads as anything but themselves stay bare; others go in single quotes. */
function quote(value: string): string {
  return /^[A-Za-z0-9_./:@%+=-]+$/.test(value) && !value.startsWith('-')
    ? value
    : `'${value.replaceAll("'", `'\\''`)}'`;
}
