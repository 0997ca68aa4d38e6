/** The whole style of the page, light and dark. Colours of severities stand with words that say the same. */
export const STYLE = `
:root{--ground:#fff;--text:#1b1f24;--quiet:#57606a;--line:#d0d7de;--critical:#a11d6f;--high:#c0271d;--medium:#d99a00;--low:#2a8fbd;--informational:#768390}
@media (prefers-color-scheme:dark){:root{--ground:#14181d;--text:#e6edf3;--quiet:#9aa7b4;--line:#39424c;--critical:#e06bb4;--high:#f0716a;--medium:#e3b341;--low:#5cb8e0;--informational:#8b98a5}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,sans-serif}
main{max-width:64rem;margin:0 auto;padding:1rem}
h1{font-size:1.6rem}
h2{font-size:1.25rem;overflow-wrap:anywhere;border-top:1px solid var(--line);padding-top:1rem}
h3{font-size:1rem;margin-bottom:.25rem}
svg{display:block;width:100%;height:auto}
.pair{display:grid;gap:1.5rem;grid-template-columns:repeat(auto-fit,minmax(min(20rem,100%),1fr))}
.pair>*{min-width:0}
.note,.rule,caption{color:var(--quiet)}
.rule{display:block;font-size:.85em}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1rem;margin:0;padding:0;list-style:none}
.swatch{display:inline-block;width:.8em;height:.8em;margin-right:.4em}
.swatch.critical{background:var(--critical)}.swatch.high{background:var(--high)}.swatch.medium{background:var(--medium)}.swatch.low{background:var(--low)}.swatch.informational{background:var(--informational)}
rect.critical{fill:var(--critical)}rect.high{fill:var(--high)}rect.medium{fill:var(--medium)}rect.low{fill:var(--low)}rect.informational{fill:var(--informational)}
.badge{padding-left:.5em;border-left:.35em solid}
.badge.critical{border-color:var(--critical)}.badge.high{border-color:var(--high)}.badge.medium{border-color:var(--medium)}.badge.low{border-color:var(--low)}.badge.informational{border-color:var(--informational)}
.grid{stroke:var(--line)}
.axis{fill:var(--quiet);font-size:12px}
.end{text-anchor:end}
.middle{text-anchor:middle}
.scroll{overflow-x:auto}
.scroll svg{min-width:36rem}
table{border-collapse:collapse;width:100%;font-size:.9rem}
caption{text-align:left;font-size:.85rem}
th,td{padding:.25rem .5rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:top}
td{overflow-wrap:anywhere}
th{white-space:nowrap}
.scroll td{min-width:12rem}
.scroll .number,.scroll .short{min-width:0;white-space:nowrap}
th{font-weight:600}
.number{text-align:right;font-variant-numeric:tabular-nums}
summary{padding:.5rem 0;cursor:pointer}
.swatch{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.swatch,.badge{forced-color-adjust:none}
@media print{details::details-content{content-visibility:visible;block-size:auto}.scroll{overflow:visible}.scroll td,.scroll svg{min-width:0}}
`;
