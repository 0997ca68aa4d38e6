/** The layers of Postern. A message says what to do instead of the forbidden import. */
const sdk = '^node_modules/(@aws-sdk|@smithy)/';

/** What a rule may import of src: the files behind the exports of package.json. */
const published =
  '^src/(rule/rule\\.ts|services/[^/]+\\.ts|services/[^/]+/index\\.ts|(policy|network)/index\\.ts)$';

/** SDK clients by the file or folder of src/services that loads them, where they are named otherwise. */
const CLIENTS = {
  apigateway: 'api-gateway',
  artifact: 'account',
  config: 'config-service',
  elb: 'elastic-load-balancing',
  elbv2: 'elastic-load-balancing-v2',
  events: 'eventbridge',
  globalaccelerator: 'global-accelerator',
  'identity-center': 'sso-admin',
  inspector: 'inspector2',
  logs: 'cloudwatch-logs',
  route53: 'route-53',
  s3control: 's3-control',
  secretsmanager: 'secrets-manager',
};

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
        "A rule imports 'postern/rule', 'postern/services/*', 'postern/policy' and 'postern/network', by these names as a rule outside would, and the makers beside it. A loop over pages belongs in src/services, a parser in src/policy, an address in src/network: publish what you need there. What an event pattern covers, a reading of src/services tells.",
      from: { path: '^rules/' },
      to: { path: '^src/', pathNot: published },
    },
    {
      name: 'rules-import-by-name',
      severity: 'error',
      comment: "A rule imports 'postern/…', never '../../src/…': it must read the same in a user's folder.",
      from: { path: '^rules/' },
      to: { path: published, dependencyTypesNot: ['aliased'] },
    },
    {
      name: 'rules-import-what-stands-beside-them',
      severity: 'error',
      comment:
        'A rule shares with the rules and the makers (`_name.ts`) of its own folder only: what rules of several services need is a question of src/policy or src/network, a reading of src/services, or a word of src/rule.',
      from: { path: '^rules/([^/]+)/' },
      to: { path: '^rules/', pathNot: '^rules/$1/' },
    },
    {
      name: 'rules-do-no-io',
      severity: 'error',
      comment: 'A check computes: what it needs to know is a reading, and the moment is in its scope.',
      from: { path: '^rules/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'rules-never-see-the-sdk',
      severity: 'error',
      comment: 'A rule takes its types from the reader it reads, never from the SDK.',
      from: { path: '^rules/' },
      to: { path: sdk },
    },
    {
      name: 'the-sdk-stays-below',
      severity: 'error',
      comment:
        'Only src/aws knows how to call AWS, and only src/services what: add a reader there and import its answer. Types of the SDK come from the reader.',
      from: { path: '^(src/(cli|config|engine|finding|gate|report|rule)|bin|\\.scripts)/' },
      to: { path: sdk },
    },
    {
      name: 'policy-and-network-know-types-of-the-sdk-only',
      severity: 'error',
      comment:
        'src/policy and src/network may take plain values in the shapes of the SDK, but call nothing of it.',
      from: { path: '^src/(policy|network)/' },
      to: { path: sdk, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'aws-loads-no-client',
      severity: 'error',
      comment: 'src/aws makes clients of any service: the service hands over its own.',
      from: { path: '^src/aws/' },
      to: { path: '^node_modules/@aws-sdk/' },
    },
    ...[
      {
        from: {
          path: '^src/services/([^/.]+)',
          pathNot: `^src/services/(${Object.keys(CLIENTS).join('|')})[/.]`,
        },
        client: '$1',
      },
      ...Object.entries(CLIENTS).map(([service, client]) => ({
        from: { path: `^src/services/${service}[/.]` },
        client,
      })),
    ].map(({ from, client }) => ({
      name: 'services-load-their-own-client',
      severity: 'error',
      comment:
        "A file or folder of src/services loads the SDK client that it is named after, and no other: import the other service's reader. A client that is named otherwise has a line in CLIENTS.",
      from,
      to: {
        path: sdk,
        pathNot: `^node_modules/@aws-sdk/client-${client}/`,
        dependencyTypesNot: ['type-only'],
      },
    })),
    {
      name: 'accounts-take-credentials-from-the-sdk',
      severity: 'error',
      comment:
        'src/accounts uses the credential chain and the profiles of the SDK; what it asks of AWS it asks through readers of src/services.',
      from: { path: '^src/accounts/' },
      to: { path: sdk, pathNot: '^node_modules/(@aws-sdk/credential-providers|@smithy/(core|types))/' },
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
      name: 'event-patterns-are-pure',
      severity: 'error',
      comment:
        'src/event-patterns imports nothing of ours and no SDK: hand it patterns as text, and what AWS answers stays in src/services.',
      from: { path: '^src/event-patterns/' },
      to: { path: ['^(src|rules)/', sdk], pathNot: '^src/event-patterns/' },
    },
    {
      name: 'event-patterns-do-no-io',
      severity: 'error',
      comment: 'src/event-patterns computes; it never reads files, processes or networks.',
      from: { path: '^src/event-patterns/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'policy-and-network-do-no-io',
      severity: 'error',
      comment: 'src/policy and src/network compute; they never read files, processes or networks.',
      from: { path: '^src/(policy|network)/' },
      to: { dependencyTypes: ['core'], pathNot: '^(node:)?net$' },
    },
    {
      name: 'aws-knows-no-service',
      severity: 'error',
      comment:
        'src/aws is the way to AWS, whatever is asked: what it needs from elsewhere is handed to it, and readers live in src/services.',
      from: { path: '^src/aws/' },
      to: { path: '^(src|rules)/', pathNot: '^src/(aws|secrets)/' },
    },
    {
      name: 'secrets-are-pure',
      severity: 'error',
      comment:
        'src/secrets finds secrets in a text that it is handed: it imports nothing of ours, opens nothing, and tells where a secret stands, never what it is.',
      from: { path: '^src/secrets/' },
      to: { path: '^(src|rules)/', pathNot: '^src/secrets/' },
    },
    {
      name: 'secrets-do-no-io',
      severity: 'error',
      comment:
        'src/secrets computes; it never reads files, processes or networks. zlib unpacks what is in memory.',
      from: { path: '^src/secrets/' },
      to: { dependencyTypes: ['core'], pathNot: '^zlib$' },
    },
    {
      name: 'secrets-are-found-in-one-place',
      severity: 'error',
      comment: 'Only src/secrets knows how secrets look: ask findSecrets.',
      from: { path: '^(src|rules)/', pathNot: '^src/secrets/' },
      to: { path: '^node_modules/@secretlint/' },
    },
    {
      name: 'services-stand-on-aws-and-pure-layers',
      severity: 'error',
      comment:
        'src/services reads through src/aws and understands through src/policy, src/network, src/secrets and src/event-patterns; it knows no rule, report or account walk.',
      from: { path: '^src/services/' },
      to: {
        path: '^(src|rules)/',
        pathNot: '^src/((services|aws|policy|network|secrets)/|event-patterns/index\\.ts$)',
      },
    },
    {
      name: 'accounts-ask-few-services',
      severity: 'error',
      comment:
        'src/accounts finds out who and where we are: it asks STS, EC2 for the Regions, IAM for the alias, and Organizations, and imports nothing above src/services.',
      from: { path: '^src/accounts/' },
      to: {
        path: '^(src|rules)/',
        pathNot:
          '^src/(accounts|aws)/|^src/services/(sts\\.ts$|ec2/regions\\.ts$|iam/account\\.ts$|organizations/)',
      },
    },
    {
      name: 'rule-vocabulary-stands-on-readers',
      severity: 'error',
      comment:
        'src/rule is what a rule author writes with; it knows what a reader and its error are, and nothing above.',
      from: { path: '^src/rule/' },
      to: { path: '^(src|rules)/', pathNot: '^src/rule/|^src/aws/(reader|read-error)\\.ts$' },
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
        'src/engine is given its rules and its sessions; it imports rule, finding, accounts, the position of an account and what AWS Artifact holds for it, and of src/aws what a session and a reading are.',
      from: { path: '^src/engine/' },
      to: {
        path: '^(src|rules)/',
        pathNot: [
          '^src/(engine|rule|finding|accounts)/',
          '^src/services/(organizations|artifact)/',
          '^src/aws/(session|reader|combine-readers|read-error|actions|partitions|version)\\.ts$',
        ],
      },
    },
    {
      name: 'report-and-gate-stand-on-finding',
      severity: 'error',
      comment: 'A format or a gate is a function of the report: everything it needs must be in src/finding.',
      from: { path: '^src/(report|gate)/' },
      to: { path: '^(src|rules)/', pathNot: ['^src/finding/', '^src/$1/'] },
    },
    {
      name: 'notification-and-assistant-stand-on-finding',
      severity: 'error',
      comment:
        'src/notification and src/assistant tell of a report: they know src/finding and how texts are escaped; what posts knows how connections leave this machine.',
      from: { path: '^src/(notification|assistant)/' },
      to: {
        path: '^(src|rules)/',
        pathNot: ['^src/finding/', '^src/report/content/', '^src/$1/', '^src/aws/(http|proxy)-agents\\.ts$'],
      },
    },
    {
      name: 'formats-share-only-content',
      severity: 'error',
      comment:
        'A format is a file or a folder that knows no other format: what two of them need belongs in src/report/content.',
      from: { path: '^src/report/([^/.]+)', pathNot: '^src/report/format\\.ts$' },
      to: { path: '^src/report/', pathNot: ['^src/report/content/', '^src/report/$1[/.]'] },
    },
    {
      name: 'pages-run-in-a-browser',
      severity: 'error',
      comment:
        'src/report/html/page runs in a browser, from a file: it takes words from src/report/content and types from elsewhere, and no package.',
      from: { path: '^src/report/html/page/' },
      to: {
        pathNot: [
          '^src/report/html/page/',
          '^src/report/content/(escape|exposure|resource-name|wording)\\.ts$',
        ],
        dependencyTypesNot: ['type-only'],
      },
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
      // The schema of the configuration is made of the options of the command line.
      from: { pathNot: ['^(src|test)/cli/', '^test/support/generated\\.ts$'] },
      to: { path: '^src/cli/' },
    },
    {
      name: 'only-the-command-line-touches-the-process',
      severity: 'error',
      comment:
        'The process, its terminal and other programs belong to src/cli: take a value or a function instead.',
      from: { path: '^(src|rules)/', pathNot: '^src/cli/' },
      to: { dependencyTypes: ['core'], path: '^(node:)?(process|child_process|readline|tty)(/|$)' },
    },
    {
      name: 'colours-and-tables-live-in-report',
      severity: 'error',
      comment: 'chalk and cli-table3 are for src/cli and src/report; everything else returns values.',
      from: { pathNot: '^src/(cli|report)/' },
      to: { path: '^node_modules/(chalk|cli-table3)/' },
    },
    {
      name: 'product-does-not-need-its-tests',
      severity: 'error',
      comment: 'Code that ships, and what builds it, never imports from test/.',
      from: { path: '^(src|rules|bin|\\.scripts)/' },
      to: { path: '^test/' },
    },
    {
      name: 'tests-lend-nothing',
      severity: 'error',
      comment: 'What two tests need belongs in a fixture beside them, or in test/support.',
      from: {},
      to: { path: '\\.test\\.ts$' },
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
    doNotFollow: { path: '^(node_modules|dist)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: '.dependency-cruiser.tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['postern-source', 'import', 'types', 'node', 'default'],
    },
  },
};
