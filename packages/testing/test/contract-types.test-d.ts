// Checked by the compiler alone: nothing here runs.
import { type Coordinate, createSecrets } from '@keyrack/core';
import { type SecretProvider, type Supports, supports } from '@keyrack/core/provider';
import { contractCase, faultyProvider, type Harness } from '../src/index.js';
import { createBackend } from './broken/backend.js';
import { soundProvider } from './broken/sound.js';

const full = soundProvider(createBackend());
declare const some: SecretProvider;
declare const harness: Harness;
const address = { path: ['KEY'] };

// What a factory returns says precisely which methods are there.
void full.set(address, 'value');
const wrapped = faultyProvider(full, harness as never);
void wrapped.set(address, 'value');

// Of any other provider it has to be asked, once.
// @ts-expect-error `set` may be absent
void some.set(address, 'value');
if (supports(some, 'set')) void some.set(address, 'value');
const readOnly: Supports<'status' | 'list'> = full;
// @ts-expect-error this type has no `set`
void readOnly.set(address, 'value');

// A coordinate of a stack has no component, and one of an instance needs it.
const stack: Coordinate = { scope: 'stack', stack: 'prod', name: 'KEY' };
// @ts-expect-error a stack's own secret belongs to no component
const mixed: Coordinate = { scope: 'stack', stack: 'prod', component: 'api', name: 'KEY' };
// @ts-expect-error the component is missing
const partial: Coordinate = { scope: 'instance', stack: 'prod', name: 'KEY' };
void [stack, mixed, partial];

// An address is one of two forms.
void full.get({ reference: 'op://vault/item' });
// @ts-expect-error neither of them
void full.get({ name: 'KEY' });

// A secret is no string: its value has to be asked for.
const secret = await createSecrets({ provider: full }).get('KEY');
const value: string = secret.reveal();
// @ts-expect-error not without `reveal`
const shown: string = secret;
void [value, shown];

// A case can call what it asked for, and nothing else.
contractCase({
  id: 'types/needs-are-there',
  rule: 'capabilities',
  needs: ['method:set', 'count-requests'],
  async run({ provider, requestCount, denyReads }) {
    await provider.set(address, String(requestCount()));
    // @ts-expect-error `delete` was not asked for
    await provider.delete(address);
    // @ts-expect-error neither was `deny-reads`
    await denyReads();
  },
});
