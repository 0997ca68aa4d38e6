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
      to: { circular: true },
    },
    {
      name: 'rules-read-and-judge-only',
      severity: 'error',
      comment:
        "A rule imports 'postern/rule', 'postern/services/*', 'postern/policy' and 'postern/network', by these names as a rule outside would, and the makers beside it. A loop over pages belongs in src/services, a parser in src/policy, an address in src/network: publish what you need there.",
      from: { path: '^rules/(?!index\\.ts$)' },
      to: {
        path: '^src/',
        pathNot:
          '^src/(rule/rule\\.ts|services/[^/]+\\.ts|services/[^/]+/index\\.ts|(policy|network)/index\\.ts)$',
      },
    },
    {
      name: 'rules-import-by-name',
      severity: 'error',
      comment: "A rule imports 'postern/…', never '../../src/…': it must read the same in a user's folder.",
      from: { path: '^rules/(?!index\\.ts$)' },
      to: { path: '^src/', dependencyTypesNot: ['aliased'] },
    },
    {
      name: 'only-aws-and-services-speak-to-the-sdk',
      severity: 'error',
      comment:
        'Only src/aws knows how to call AWS, and only src/services what: add a reader there and import its answer. Types of the SDK come from the reader.',
      from: { pathNot: '^(src/(aws|services|accounts)|test)/' },
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
        'src/policy and src/network import nothing of ours and no SDK but its types: hand them plain values. Only addresses are read in one place for both, src/network/address-set.ts.',
      from: { path: '^src/(policy|network)/([^/]+)' },
      to: { path: '^(src|rules)/', pathNot: ['^src/$1/', '^src/network/address-set\\.ts$'] },
    },
    {
      name: 'policy-and-network-do-no-io',
      severity: 'error',
      comment: 'src/policy and src/network compute; they never read files, processes or networks.',
      from: { path: '^src/(policy|network)/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?(net|assert)$' },
    },
    {
      name: 'aws-knows-no-service',
      severity: 'error',
      comment:
        'src/aws is the way to AWS, whatever is asked: what it needs from elsewhere is handed to it, and readers live in src/services.',
      from: { path: '^src/aws/' },
      to: { path: '^(src|rules)/', pathNot: '^src/aws/' },
    },
    {
      name: 'services-stand-on-aws-policy-and-network',
      severity: 'error',
      comment:
        'src/services reads through src/aws and understands through src/policy and src/network; it knows no rule, report or account walk.',
      from: { path: '^src/services/' },
      to: { path: '^(src|rules)/', pathNot: '^src/(services|aws|policy|network)/' },
    },
    {
      name: 'accounts-ask-few-services',
      severity: 'error',
      comment:
        'src/accounts finds out who and where we are: it asks STS, EC2 for the Regions, and Organizations, and imports nothing above src/services.',
      from: { path: '^src/accounts/' },
      to: {
        path: '^(src|rules)/',
        pathNot: '^src/(accounts|aws)/|^src/services/(sts\\.ts|ec2/regions\\.ts|organizations/)',
      },
    },
    {
      name: 'rule-vocabulary-stands-on-readers',
      severity: 'error',
      comment: 'src/rule is what a rule author writes with; it knows what a reader is and nothing above.',
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
      comment:
        'src/engine is given its rules and its sessions; it imports rule, finding, accounts, the way to AWS, and the position of an account.',
      from: { path: '^src/engine/' },
      to: {
        path: '^(src|rules)/',
        pathNot: '^src/(engine|rule|finding|accounts|aws)/|^src/services/organizations/',
      },
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
    tsConfig: { fileName: '.dependency-cruiser.tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['postern-source', 'import', 'types', 'node', 'default'],
    },
  },
};
