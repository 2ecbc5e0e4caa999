import { describe, expect, it } from '@jest/globals';
import { estebanRay, reynalQuerol } from './index.js';

const SUPPORT_5 = [-2, -1, 0, 1, 2];
const MIXED = [0.2, 0.3, 0.1, 0.2, 0.2];
const EVEN = [0.2, 0.2, 0.2, 0.2, 0.2];
const THIRD = 1 / 3;

describe('the polarization of Esteban and Ray', () => {
  it.each([
    { shares: [0.5, 0.5], positions: [0, 1], alpha: 0, polarization: 0.5 },
    { shares: [0.5, 0.5], positions: [0, 1], alpha: 1, polarization: 0.25 },
    { shares: [0.5, 0.5], positions: [0, 1], alpha: 1.6, polarization: 0.164938 },
    { shares: [THIRD, THIRD, THIRD], positions: [0, 0.5, 1], alpha: 1, polarization: 0.148148 },
    { shares: [0.4, 0.6], positions: [0, 1], alpha: 1, polarization: 0.24 },
    { shares: [2, 3], positions: [0, 1], alpha: 1, polarization: 0.24 },
  ])('of $shares at $positions with α = $alpha is $polarization', ({ polarization, ...groups }) => {
    expect(estebanRay(groups)).toBeCloseTo(polarization, 6);
    expect(estebanRay({ ...groups, normalised: false })).toBeCloseTo(polarization, 6);
  });

  it.each([
    { shares: EVEN, alpha: 1, polarization: 0.32 },
    { shares: EVEN, alpha: 1.6, polarization: 0.184666 },
    { shares: MIXED, alpha: 1, polarization: 0.35 },
    { shares: [0, 1, 0, 0, 0], alpha: 1, polarization: 0 },
    { shares: [0.5, 0, 0, 0, 0.5], alpha: 1, polarization: 1 },
    { shares: [0.5, 0, 0, 0, 0.5], alpha: 1.6, polarization: 1 },
    { shares: [0.5, 0, 0.5, 0, 0], alpha: 1, polarization: 0.5 },
  ])('of $shares on −2 … +2, normalised, with α = $alpha is $polarization', ({ shares, alpha, polarization }) => {
    const figure = estebanRay({ shares, positions: SUPPORT_5, alpha, normalised: true, range: 4 });
    expect(figure).toBeCloseTo(polarization, 6);
  });

  it('is undefined without records', () => {
    expect(estebanRay({ shares: [], positions: [], alpha: 1 })).toBeNull();
    expect(estebanRay({ shares: [], positions: [], alpha: 1, normalised: true, range: 0.5 })).toBeNull();
    expect(estebanRay({ shares: [0, 0], positions: [0, 1], alpha: 1, normalised: true, range: 1 })).toBeNull();
  });

  it.each([-0.1, 1.61, 2, Number.NaN])('is refused with α = %d', (alpha) => {
    expect(() => estebanRay({ shares: [1, 1], positions: [0, 1], alpha })).toThrow(RangeError);
  });

  it.each([0, -1, 0.9, Number.NaN, Infinity])('of positions one apart is refused on a scale of width %d', (range) => {
    const groups = { shares: [1, 1], positions: [0, 1], alpha: 1 };
    expect(() => estebanRay({ ...groups, normalised: true, range })).toThrow(RangeError);
  });

  it('of a single group is refused on a scale without width', () => {
    const group = { shares: [1], positions: [3], alpha: 1 };
    expect(estebanRay({ ...group, normalised: true, range: 1 })).toBe(0);
    expect(() => estebanRay({ ...group, normalised: true, range: 0 })).toThrow(RangeError);
  });

  it('is refused where shares and positions do not fit', () => {
    expect(() => estebanRay({ shares: [1, 1], positions: [0], alpha: 1 })).toThrow(RangeError);
    expect(() => estebanRay({ shares: [1, 1], positions: [0, Number.NaN], alpha: 1 })).toThrow(RangeError);
    expect(() => estebanRay({ shares: [-1, 1], positions: [0, 1], alpha: 1 })).toThrow(RangeError);
  });
});

describe('the polarization of Reynal-Querol', () => {
  it.each([
    { shares: MIXED, polarization: 0.672 },
    { shares: [30, 40, 210, 130, 530, 50, 10], polarization: 0.745792 },
    { shares: [0.5, 0.5], polarization: 1 },
    { shares: [THIRD, THIRD, THIRD], polarization: 8 / 9 },
    { shares: [1, 0], polarization: 0 },
    { shares: [1, 3], polarization: 0.75 },
  ])('of $shares is $polarization', ({ shares, polarization }) => {
    expect(reynalQuerol(shares)).toBeCloseTo(polarization, 6);
  });

  it('is undefined without records', () => {
    expect([reynalQuerol([]), reynalQuerol([0, 0])]).toEqual([null, null]);
  });
});
