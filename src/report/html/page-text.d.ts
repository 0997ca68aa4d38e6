/** A script or a style of the page with all that it imports, as one small text: .scripts/page-bundle.js. */
declare module '*?page' {
  const text: string;
  export default text;
}
