// The limits of a provider in words. One place, so that the matrix and the READMEs say the same.
const conditions = { none: 'no', create: 'on absence', version: 'on absence and on any version' };
const usualDeadlineMs = 30_000;

/** What a limit is called and what it says, in the order in which people ask. */
export function limitsInWords(limits) {
  const { addresses, maxValueBytes, emptyValue, conditionalSet, metadata = [], caseSensitive, concurrency } = limits;
  return {
    Addresses: addresses.map((form) => `${form}s`).join(', '),
    Values: `${emptyValue ? 'at most' : '1 to'} ${count(maxValueBytes)} bytes in UTF-8`,
    'Empty value': emptyValue ? 'yes' : 'no',
    'Conditional writes': conditions[conditionalSet],
    Metadata: metadata.join(', ') || 'no',
    'Upper and lower case': caseSensitive ? 'differ' : 'are one',
    Status: statusInWords(limits),
    Batches: batchInWords(limits.batch),
    'Parallel calls': count(concurrency),
    Deadline: `${count((limits.timeoutMs ?? usualDeadlineMs) / 1000)} s`,
  };
}

function statusInWords({ statusCost, batch }) {
  if (statusCost === 'local') return 'costs no request';
  if (!batch?.statusMany) return 'costs a request';
  const { unit, size } = batch.statusMany;
  const names = `up to ${count(size)} names`;
  return `costs a request for ${unit === 'name' ? names : `${names} of a ${unit}`}`;
}

function batchInWords(batch) {
  if (!batch?.getMany) return 'no';
  const { unit, size } = batch.getMany;
  return unit === 'name' ? `${count(size)} names a call` : `a ${unit} a call, of at most ${count(size)} names`;
}

function count(number) {
  return number.toLocaleString('en-US');
}
