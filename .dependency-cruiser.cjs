/** The layers of Postern. A message says what to do instead of the forbidden import. */
const sdk = '^node_modules/(@aws-sdk|@smithy)/';

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment:
        'Two modules that import each other are one module, or hide a third: move what both need below them.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'rules-read-and-judge-only',
      severity: 'error',
      comment:
        'A rule imports the rule vocabulary and the readers of aws, policy and network. A loop over pages belongs in src/aws, a parser in src/policy, an address in src/network.',
      from: { path: '^rules/' },
      to: { path: '^src/', pathNot: '^src/(rule|aws|policy|network)/' },
    },
    {
      name: 'only-aws-speaks-to-the-sdk',
      severity: 'error',
      comment:
        'Only src/aws calls AWS: add a reader there and import its answer. Types of the SDK come from the reader.',
      from: { pathNot: '^(src/aws|test)/' },
      to: { path: sdk, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'rules-never-see-the-sdk',
      severity: 'error',
      comment: 'A rule takes its types from the reader it reads, never from the SDK.',
      from: { path: '^rules/' },
      to: { path: sdk },
    },
    {
      name: 'policy-and-network-are-pure',
      severity: 'error',
      comment:
        'src/policy and src/network import nothing of ours and no SDK but its types: hand them plain values.',
      from: { path: '^src/(policy|network)/([^/]+)' },
      to: { path: '^(src|rules)/', pathNot: '^src/$1/' },
    },
    {
      name: 'policy-and-network-do-no-io',
      severity: 'error',
      comment: 'src/policy and src/network compute; they never read files, processes or networks.',
      from: { path: '^src/(policy|network)/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(net|assert)$' },
    },
    {
      name: 'aws-stands-on-policy-and-network',
      severity: 'error',
      comment:
        'src/aws imports the SDK, src/policy and src/network; what it needs from elsewhere is handed to it.',
      from: { path: '^src/aws/' },
      to: { path: '^(src|rules)/', pathNot: '^src/(aws|policy|network)/' },
    },
    {
      name: 'rule-vocabulary-stands-on-readers',
      severity: 'error',
      comment: 'src/rule is what a rule author writes with; it knows readers and nothing above them.',
      from: { path: '^src/rule/' },
      to: { path: '^(src|rules)/', pathNot: '^src/(rule|aws)/' },
    },
    {
      name: 'finding-stands-on-rule',
      severity: 'error',
      comment: 'src/finding describes what a report says; it may know rules, not how they were run.',
      from: { path: '^src/finding/' },
      to: { path: '^(src|rules)/', pathNot: '^src/(finding|rule)/' },
    },
    {
      name: 'engine-runs-rules',
      severity: 'error',
      comment: 'src/engine is given its rules and its sessions; it imports rule, finding and aws.',
      from: { path: '^src/engine/' },
      to: { path: '^(src|rules)/', pathNot: '^src/(engine|rule|finding|aws)/' },
    },
    {
      name: 'report-and-gate-stand-on-finding',
      severity: 'error',
      comment: 'A format or a gate is a function of the report: everything it needs must be in src/finding.',
      from: { path: '^src/(report|gate)/([^/]+)' },
      to: { path: '^(src|rules)/', pathNot: ['^src/finding/', '^src/$1/'] },
    },
    {
      name: 'config-stands-on-rule-and-finding',
      severity: 'error',
      comment: 'src/config reads a file into values; it may know the types of rule and finding.',
      from: { path: '^src/config/' },
      to: { path: '^(src|rules)/', pathNot: '^src/(config|rule|finding)/' },
    },
    {
      name: 'nothing-imports-the-command-line',
      severity: 'error',
      comment: 'src/cli is the top: move what you need out of it, below.',
      from: { pathNot: '^(src/cli|test)/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'colours-and-tables-live-in-report',
      severity: 'error',
      comment: 'chalk and cli-table3 are for src/cli and src/report; everything else returns values.',
      from: { pathNot: '^(src/(cli|report)|test)/' },
      to: { path: '^node_modules/(chalk|cli-table3)/' },
    },
    {
      name: 'product-does-not-need-its-tests',
      severity: 'error',
      comment: 'Code that ships never imports from test/.',
      from: { path: '^(src|rules|bin)/' },
      to: { path: '^test/' },
    },
    {
      name: 'resolvable',
      severity: 'error',
      comment: 'This import names nothing that exists.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
