import { describe, expect, it } from 'vitest';
import { createProject, type TestProject } from './run-keyrack.js';

const numbers: readonly (readonly [written: string, json: string, yaml: string])[] = [
  ['12345678901234567890', '12345678901234567890', '12345678901234567890'],
  ['-9007199254740993', '-9007199254740993', '-9007199254740993'],
  ['9007199254740991', '9007199254740991', '9007199254740991'],
  ['1e400', '1e400', '1e400'],
  ['1.10', '1.10', '1.10'],
  ['1.50e3', '1.50e3', '1.50e3'],
  ['-0', '-0', '-0'],
  ['0', '0', '0'],
  ['{ n: [12345678901234567890, -0] }', '{"n":[12345678901234567890,-0]}', '{"n":[12345678901234567890,-0]}'],
  // What JSON cannot write that way.
  ['0777', '511', '511'],
  ['0x10', '16', '16'],
  ['1_000', '1000', '1000'],
  ['+5', '5', '5'],
  ['.5', '0.5', '0.5'],
  ['+12345678901234567890', '"+12345678901234567890"', '"+12345678901234567890"'],
  ['.inf', 'null', '.inf'],
  // What is text stays text.
  ['"12345678901234567890"', '"12345678901234567890"', '"12345678901234567890"'],
  ["'-0'", '"-0"', '"-0"'],
  ['!!str 12345678901234567890', '"12345678901234567890"', '"12345678901234567890"'],
  ['!!str 5', '"5"', '"5"'],
  ['12345678901234567890 apples', '"12345678901234567890 apples"', '12345678901234567890 apples'],
  ['1.2.3', '"1.2.3"', '1.2.3'],
];

function projectOf(value: string): TestProject {
  return createProject({
    'keyrack.yaml': '',
    'stacks/dev.yaml': `vars:\n  x: ${value}\ncomponents: { terraform: { api: {} } }\n`,
  });
}
const show = ['describe', 'component', 'api', '-s', 'dev', '--format'];

describe('a number of a manifest is shown as it is written, where it can be', () => {
  it.each(numbers)('%s is %s in JSON and %s in YAML', async (written, json, yaml) => {
    const project = projectOf(written);
    const asJson = (await project.run([...show, 'json'])).stdout;
    expect(/"x": ([\s\S]*?)\n {2}\}/.exec(asJson)?.[1]?.replaceAll(/\n */g, '').replaceAll(': ', ':')).toBe(json);
    if (yaml.startsWith('{')) return;
    expect(/^ {2}x: (.*)$/m.exec((await project.run([...show, 'yaml'])).stdout)?.[1]).toBe(yaml);
  });
});
