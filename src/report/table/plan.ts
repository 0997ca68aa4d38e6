import type { CallPlan } from '../../finding/call-plan.ts';
import { count, figure } from '../content/wording.ts';
import { type Cell, newPage, type Page, type PageOptions, paragraph, row, widthLeft } from './page.ts';

type PlannedCalls = CallPlan['calls'][number];

const INDENT = 2;
/** As wide as `Regions with buckets`, on a narrow page as the longest name of a Region, `ap-southeast-2`. */
const WHERE_WIDTH = { wide: 20, narrow: 14 };
/** As wide as `1, made`. */
const CALLS_WIDTH = 8;

/** Writes a plan for people at a terminal: the calls of each service, and what they come to. */
export function planTableFor(options: PageOptions): (plan: CallPlan) => string {
  const page = newPage(options);
  return (plan) => {
    const services = [...new Set(plan.calls.map(({ service }) => service))];
    const lines = [
      ...paragraph(page, '', subject(plan), { colour: page.chalk.bold }),
      '',
      ...columnsOf(page, 'Operation', 'Where', 'Calls').map((line) => page.chalk.bold(line)),
      ...services.flatMap((service) => [
        page.chalk.bold(service),
        ...plan.calls.filter((calls) => calls.service === service).flatMap((calls) => callLines(page, calls)),
      ]),
      '',
      ...legend(plan).flatMap(([sign, meaning]) => paragraph(page, sign.padEnd(CALLS_WIDTH), meaning)),
      '',
      ...(plan.unlisted === undefined
        ? []
        : paragraph(page, '', `More Regions may be asked, which are not known: ${plan.unlisted}.`, {
            colour: page.chalk.bold.red,
          })),
      ...paragraph(page, '', conclusion(plan), { colour: page.chalk.bold }),
    ];
    return `${lines.join('\n')}\n`;
  };
}

function subject({ product, source, accountId, rules, regions }: CallPlan): string {
  return [
    `${product.name} ${product.version}`,
    'plan of a scan',
    `account ${accountId}`,
    count(rules.length, 'rule'),
    count(regions.length, 'Region'),
    ...(source === 'TAPE' ? ['replayed from a tape'] : []),
  ].join(' · ');
}

function callLines(page: Page, { operation, regions, regionsWith, ...calls }: PlannedCalls): string[] {
  const named = regions.length === 1 ? regions.join() : count(regions.length, 'Region');
  const where = regionsWith === undefined ? named : `Regions with ${regionsWith}`;
  return columnsOf(page, operation, where, signOf(calls));
}

function columnsOf(page: Page, operation: string, where: string, calls: string): string[] {
  const right: readonly Cell[] = [
    { text: where, width: page.width < 60 ? WHERE_WIDTH.narrow : WHERE_WIDTH.wide },
    { text: calls, width: CALLS_WIDTH },
  ];
  const width = Math.max(8, widthLeft(page, INDENT, right) - 2);
  return row(INDENT, [{ text: operation, width }, ...right]);
}

/** `1`, `1, made`, `1+`, `0+`. */
function signOf({
  atLeast,
  mayBeMore,
  made,
}: Omit<PlannedCalls, 'operation' | 'regions' | 'regionsWith'>): string {
  return `${figure(atLeast)}${mayBeMore.length > 0 ? '+' : ''}${made ? ', made' : ''}`;
}

/** What the signs mean, as far as the plan has them. */
function legend({ calls }: CallPlan): (readonly [sign: string, meaning: string])[] {
  const open = calls.filter(({ mayBeMore }) => mayBeMore.length > 0);
  const signs = [
    { sign: '1', there: true, meaning: 'so many calls in each of the Regions' },
    {
      sign: '1+',
      there: open.some(({ atLeast }) => atLeast > 0),
      meaning:
        'so many or more: nobody knows before how many pages AWS has, or how often an answer in the making is looked at',
    },
    {
      sign: '0+',
      there: open.some(({ atLeast }) => atLeast === 0),
      meaning: 'none or more: asked only where there is something to ask about, such as once an item',
    },
    { sign: 'made', there: true, meaning: 'made for this plan already, to know who and where we are' },
  ];
  return signs.filter(({ there }) => there).map(({ sign, meaning }) => [sign, meaning]);
}

function conclusion({ total }: CallPlan): string {
  return `A scan makes at least ${count(total.atLeast, 'call')} to AWS in ${count(total.regions, 'Region')}, if AWS answers all of them. This plan made ${total.made} of them, and no other.`;
}
