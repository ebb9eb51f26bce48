// Violations in documents.
const readme = 'packages/core/README.md';
const guide = 'docs/guide.md';

export const documentPlants = [
  {
    rule: 'readme-headings',
    name: 'no title',
    files: { [readme]: '## Install\n\n## Example\n' },
    at: `${readme}:1`,
    says: '# @keyrack/core',
  },
  {
    rule: 'readme-headings',
    name: 'a missing section',
    files: { [readme]: '# @keyrack/core\n\n## Install\n' },
    at: `${readme}:1`,
    says: '## Example',
  },
  {
    rule: 'readme-headings',
    name: 'another order',
    files: { [readme]: '# @keyrack/core\n\n## Example\n\n## Install\n' },
    at: `${readme}:3`,
    says: 'order',
  },
  {
    rule: 'readme-headings',
    name: 'a heading inside a code block does not count',
    files: { [readme]: '# @keyrack/core\n\n## Install\n\n```\n## Example\n```\n' },
    says: '## Example',
  },

  {
    rule: 'generated-docs',
    name: 'a page that drifted',
    files: { 'docs/error-codes.md': 'a\nb\n' },
    fresh: { 'docs/error-codes.md': { text: 'a\nc\n' } },
    at: 'docs/error-codes.md:2',
  },
  {
    rule: 'generated-docs',
    name: 'a matrix that claims what a provider cannot do',
    files: { 'docs/provider-matrix.md': '| aws-ssm | yes |\n' },
    fresh: { 'docs/provider-matrix.md': { text: '| aws-ssm |     |\n' } },
    at: 'docs/provider-matrix.md:1',
  },
  { rule: 'generated-docs', name: 'a page that is missing', fresh: { 'docs/x.md': { text: 'x\n' } }, at: 'docs/x.md:1' },
  {
    rule: 'generated-docs',
    name: 'a page that cannot be made',
    fresh: { 'docs/x.md': { problem: 'build first' } },
    says: 'build first',
  },

  { rule: 'document-links', name: 'a file that is not there', files: { [guide]: '\n[x](missing.md)\n' }, at: `${guide}:2` },
  {
    rule: 'document-links',
    name: 'a heading that is not there',
    files: { [guide]: '[x](../packages/core/README.md#usage)\n' },
    says: 'heading',
  },
  { rule: 'document-links', name: 'a place outside', files: { [guide]: '[x](../../else.md)\n' }, says: 'leaves' },
  { rule: 'document-links', name: 'an image', files: { [guide]: '![x](picture.png "a title")\n' }, at: `${guide}:1` },
];
