import { valuesByUnit, type Codings } from './codings.js';

/**
 * Share of agreeing pairs of ratings of a unit, averaged over the units with at least 2 ratings.
 *
 * Null when no unit has 2. As for all coefficients of this file: `ratings` are by coder and then by unit, missing ones
 * null and left out (Gwet 2014, as in his `irrCAC`); throws RangeError when a rating is not finite, or the coders do not
 * have the same number of units.
 */
export function percentAgreement(ratings: Codings): number | null {
  const pairable = valuesByUnit(ratings).filter((unit) => unit.length > 1);
  return pairable.length === 0 ? null : sumOf(pairable.map(agreementWithin)) / pairable.length;
}

/**
 * Fleiss 1971: chance agreement is Σ πₖ², where πₖ is the share of category k in a unit's ratings, averaged over units.
 *
 * Null when no unit has 2 ratings, or all ratings are the same.
 */
export function fleissKappa(ratings: Codings): number | null {
  const shares = sharesOf(valuesByUnit(ratings));
  return corrected(percentAgreement(ratings), sumOf(shares.map((share) => share ** 2)));
}

/**
 * Conger 1980: chance agreement is that of two different coders who each rate by their own shares of the categories,
 * averaged over all pairs of coders. With two coders and nothing missing it is Cohen's κ.
 *
 * Null when no unit has 2 ratings, or all ratings are the same.
 */
export function congerKappa(ratings: Codings): number | null {
  const agreement = percentAgreement(ratings);
  const rated = ratings.map((coding) => coding.filter((rating) => rating !== null)).filter(({ length }) => length > 0);
  const coders = rated.length;
  const chance = sumOf(
    categoriesOf(rated).map((category) => {
      const shares = rated.map((coding) => coding.filter((rating) => rating === category).length / coding.length);
      // The products of all pairs of different coders.
      return sumOf(shares) ** 2 - sumOf(shares.map((share) => share ** 2));
    }),
  );
  return corrected(agreement, chance / (coders * (coders - 1)));
}

/**
 * AC₁ of Gwet 2008: chance agreement is Σ πₖ(1 − πₖ)/(q − 1) over q categories, with πₖ as in `fleissKappa`. It falls where
 * one category prevails, instead of rising.
 * @param categories those that could be given, by the declared scale; when left out, those that were given
 *
 * Null when no unit has 2 ratings, or there are fewer than 2 categories. Throws RangeError when a rating is none of them.
 */
export function gwetAc1(ratings: Codings, categories?: readonly number[]): number | null {
  const count = categoryCountOf(ratings, categories);
  const shares = sharesOf(valuesByUnit(ratings));
  return corrected(percentAgreement(ratings), sumOf(shares.map((share) => share * (1 - share))) / (count - 1));
}

/**
 * Brennan & Prediger 1981: chance agreement is 1/q over q categories, each as likely as any other.
 * @param categories those that could be given, by the declared scale; when left out, those that were given
 *
 * Null when no unit has 2 ratings, or there are fewer than 2 categories. Throws RangeError when a rating is none of them.
 */
export function brennanPrediger(ratings: Codings, categories?: readonly number[]): number | null {
  return corrected(percentAgreement(ratings), 1 / categoryCountOf(ratings, categories));
}

/** (agreement − chance)/(1 − chance), where that is defined. */
function corrected(agreement: number | null, chance: number): number | null {
  return agreement === null || chance === 1 || !Number.isFinite(chance) ? null : (agreement - chance) / (1 - chance);
}

function agreementWithin(unit: readonly number[]): number {
  const agreeing = sumOf(categoriesOf([unit]).map((category) => pairsOf(timesIn(unit, category))));
  return agreeing / pairsOf(unit.length);
}

/** Of each category given: its share in the ratings of a unit, averaged over the units with any. */
function sharesOf(units: readonly (readonly number[])[]): number[] {
  const rated = units.filter(({ length }) => length > 0);
  return categoriesOf(rated).map(
    (category) => sumOf(rated.map((unit) => timesIn(unit, category) / unit.length)) / rated.length,
  );
}

function categoryCountOf(ratings: Codings, categories: readonly number[] | undefined): number {
  const given = categoriesOf(valuesByUnit(ratings));
  if (categories === undefined) return given.length;
  const declared = new Set(categories);
  const stranger = given.find((category) => !declared.has(category));
  if (stranger !== undefined) throw new RangeError(`${stranger} is none of the categories.`);
  return declared.size;
}

const categoriesOf = (lists: readonly (readonly number[])[]): number[] => [...new Set(lists.flat())];

const timesIn = (unit: readonly number[], category: number): number => unit.filter((each) => each === category).length;

/** Ordered pairs of different ratings. */
const pairsOf = (count: number): number => count * (count - 1);

const sumOf = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);
