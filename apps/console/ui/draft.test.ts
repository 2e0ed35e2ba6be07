import { describe, expect, it } from 'vitest';
import { carriedOver, changedFields, isTouched, saidFaults } from './draft.ts';

const was = { name: 'net1', targets: ['target:1:1'], shared: false };

it('a field is changed when its value is another, lists included', () => {
  expect(changedFields({ name: 'net1', targets: ['target:1:1'], shared: true }, was)).toEqual(['shared']);
  expect(changedFields({ ...was, targets: ['target:1:1', 'target:1:2'] }, was)).toEqual(['targets']);
});

describe('what somebody else changed meanwhile', () => {
  it('is taken where nothing was typed, and what was typed stays', () => {
    const form = { ...was, name: 'mine' };
    expect(carriedOver(form, was, { ...was, targets: [], shared: true })).toEqual({
      form: { name: 'mine', targets: [], shared: true },
      theirs: ['targets', 'shared'],
      both: [],
    });
  });
  it('is a conflict where both changed the same field to something else', () => {
    const form = { ...was, name: 'mine', shared: true };
    expect(carriedOver(form, was, { ...was, name: 'theirs', shared: true })).toEqual({
      form: { name: 'mine', targets: ['target:1:1'], shared: true },
      theirs: ['name', 'shared'],
      both: ['name'],
    });
  });
  it('is nothing when the object changed where the form does not look', () => {
    expect(carriedOver({ ...was, name: 'mine' }, was, { ...was })).toEqual({
      form: { ...was, name: 'mine' },
      theirs: [],
      both: [],
    });
  });
});

it('a field that was only passed says nothing; a row of a table does, once it was left', () => {
  const form = { name: '', peers: [] };
  expect(isTouched('name', form, [])).toBe(false);
  expect(isTouched('name', form, ['name'])).toBe(true);
  expect(isTouched('peers.2.holdTime', form, [])).toBe(false);
  expect(isTouched('peers.2.holdTime', form, ['peers'])).toBe(true);
  expect(isTouched('subnet.new-1.cidr', form, [])).toBe(true);
});

describe('what is said of the faults', () => {
  const faults = { name: 'It needs a name.', cidr: { message: 'It needs a prefix.', suggestion: '10.0.0.0/8' } };
  const none = { left: new Set<string>(), asked: false, refused: {} };
  it('is what was left, or everything once a save was tried', () => {
    expect(saidFaults(faults, none)).toEqual({});
    expect(saidFaults(faults, { ...none, left: new Set(['cidr']) })).toEqual({ cidr: 'It needs a prefix.' });
    expect(saidFaults(faults, { ...none, asked: true })).toEqual({
      name: 'It needs a name.',
      cidr: 'It needs a prefix.',
    });
  });
  it('is a refusal of the server where the form has nothing to say itself', () => {
    const refused = { name: 'There is one.', cidr: 'Overlaps.' };
    expect(saidFaults(faults, { left: new Set(['name']), asked: false, refused })).toEqual({
      name: 'It needs a name.',
      cidr: 'Overlaps.',
    });
  });
});
