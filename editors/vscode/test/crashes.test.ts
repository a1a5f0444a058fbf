import assert from 'node:assert/strict';
import { test } from 'node:test';

import { CrashCounter } from '../src/crashes';

const minute = 60 * 1000;

test('the fifth crash within three minutes is the last', () => {
  const crashes = new CrashCounter();
  const verdicts = [0, 10, 20, 30, 40].map((seconds) => crashes.mayRestart(seconds * 1000));
  assert.deepEqual(verdicts, [true, true, true, true, false]);
});

test('a crash now and then is put up with for ever', () => {
  const crashes = new CrashCounter();
  for (let time = 0; time < 60 * minute; time += minute) {
    assert.equal(crashes.mayRestart(time), true);
  }
});
