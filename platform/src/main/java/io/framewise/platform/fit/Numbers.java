package io.framewise.platform.fit;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * Numbers within bounds, as they are written in JSON: no exponent, no zeros in front, at most 15
 * digits, so that each is another number in any program that reads it.
 */
final class Numbers {

  private static final int DIGITS = 15;
  private static final int FRACTION_DIGITS = 6;
  private static final BigDecimal MOST = BigDecimal.TEN.pow(DIGITS).subtract(BigDecimal.ONE);

  /** From here on numbers have no fraction. */
  private static final BigDecimal WHOLE = BigDecimal.TEN.pow(DIGITS - FRACTION_DIGITS);

  /**
   * A bound.
   *
   * @param included whether the number itself is within
   */
  record Bound(BigDecimal value, boolean included) {

    Bound negated() {
      return new Bound(value.negate(), included);
    }

    /** The bound that leaves less: both as lower ones. */
    static Bound higher(Bound one, Bound other) {
      int order = one.value.compareTo(other.value);
      if (order == 0) {
        return one.included ? other : one;
      }
      return order > 0 ? one : other;
    }

    static Bound lower(Bound one, Bound other) {
      return higher(one.negated(), other.negated()).negated();
    }
  }

  static final Bound LOWEST = new Bound(MOST.negate(), true);
  static final Bound HIGHEST = new Bound(MOST, true);

  private static final Bound ZERO = new Bound(BigDecimal.ZERO, true);

  private final Terms terms;

  Numbers(Terms terms) {
    this.terms = terms;
  }

  /** Whole numbers; {@link Terms#NOTHING} where there are none within the bounds. */
  Term integers(Bound low, Bound high) {
    BigInteger least = least(Bound.higher(low, LOWEST));
    BigInteger most = least(Bound.lower(high, HIGHEST).negated()).negate();
    Term negative = magnitudes(most.negate().max(BigInteger.ONE), least.negate());
    Term positive = magnitudes(least.max(BigInteger.ZERO), most);
    return terms.either(terms.then(terms.text("-"), negative), positive);
  }

  /** The least whole number above a bound. */
  private static BigInteger least(Bound bound) {
    BigInteger up = bound.value().setScale(0, RoundingMode.CEILING).toBigInteger();
    boolean out = !bound.included() && new BigDecimal(up).compareTo(bound.value()) == 0;
    return out ? up.add(BigInteger.ONE) : up;
  }

  /** Numbers with and without a fraction. */
  Term decimals(Bound low, Bound high) {
    Bound least = Bound.higher(low, LOWEST);
    Bound most = Bound.lower(high, HIGHEST);
    Term negative = magnitudes(Bound.higher(most.negated(), ZERO), least.negated());
    Term positive = magnitudes(Bound.higher(least, ZERO), most);
    return terms.either(terms.then(terms.text("-"), negative), positive);
  }

  private Term magnitudes(Bound low, Bound high) {
    Bound whole = Bound.higher(low, new Bound(WHOLE, true));
    Term large = magnitudes(least(whole), least(high.negated()).negate());
    return terms.either(fractions(low, Bound.lower(high, new Bound(WHOLE, false))), large);
  }

  private Term fractions(Bound low, Bound high) {
    if (low.value().compareTo(high.value()) > 0) {
      return Terms.NOTHING;
    }
    BigInteger first = low.value().toBigInteger();
    BigInteger last = high.value().toBigInteger();
    Fraction from = new Fraction(low, first);
    Fraction to = new Fraction(high, last);
    if (first.equals(last)) {
      return terms.then(terms.text(first.toString()), fraction(from, to));
    }
    Term between = magnitudes(first.add(BigInteger.ONE), last.subtract(BigInteger.ONE));
    return terms.either(
        List.of(
            terms.then(terms.text(first.toString()), fraction(from, null)),
            terms.then(between, fraction(null, null)),
            terms.then(terms.text(last.toString()), fraction(null, to))));
  }

  /** The digits behind the point of a bound. */
  private static final class Fraction {
    private final String digits;
    private final boolean included;

    Fraction(Bound bound, BigInteger whole) {
      BigDecimal rest = bound.value().subtract(new BigDecimal(whole)).stripTrailingZeros();
      digits = rest.signum() == 0 ? "" : rest.toPlainString().substring(2);
      included = bound.included();
    }

    int digit(int at) {
      return at < digits.length() ? digits.charAt(at) - '0' : 0;
    }

    boolean endsAt(int at) {
      return at >= digits.length();
    }
  }

  private Term fraction(Fraction from, Fraction to) {
    Term some = terms.then(terms.text("."), digits(from, to, 0));
    return mayEnd(from, to, 0) ? terms.optional(some) : some;
  }

  /** Digits behind the point from a place on; a bound is null where earlier digits are within. */
  private Term digits(Fraction from, Fraction to, int at) {
    if (at == FRACTION_DIGITS) {
      return mayEnd(from, to, at) ? Terms.EMPTY : Terms.NOTHING;
    }
    if (from == null && to == null) {
      return terms.repeat(terms.range('0', '9'), at == 0 ? 1 : 0, FRACTION_DIGITS - at);
    }
    List<Term> options = new ArrayList<>();
    int least = from == null ? 0 : from.digit(at);
    int most = to == null ? 9 : to.digit(at);
    for (int digit = least; digit <= most; digit++) {
      Fraction low = digit == least ? from : null;
      Fraction high = digit == most ? to : null;
      options.add(terms.then(digit(digit), digits(low, high, at + 1)));
    }
    if (at > 0 && mayEnd(from, to, at)) {
      options.add(Terms.EMPTY);
    }
    return terms.either(options);
  }

  private static boolean mayEnd(Fraction from, Fraction to, int at) {
    boolean notLess = from == null || (from.endsAt(at) && from.included);
    return notLess && (to == null || !to.endsAt(at) || to.included);
  }

  private Term digit(int digit) {
    return terms.range('0' + digit, '0' + digit);
  }

  /** Whole numbers from 0 on, both bounds included. */
  private Term magnitudes(BigInteger low, BigInteger high) {
    if (low.compareTo(high) > 0) {
      return Terms.NOTHING;
    }
    List<Term> options = new ArrayList<>();
    for (int length = low.toString().length(); length <= high.toString().length(); length++) {
      BigInteger first = length == 1 ? BigInteger.ZERO : BigInteger.TEN.pow(length - 1);
      BigInteger last = BigInteger.TEN.pow(length).subtract(BigInteger.ONE);
      options.add(sameLength(low.max(first).toString(), high.min(last).toString()));
    }
    return terms.either(options);
  }

  private Term sameLength(String low, String high) {
    int length = low.length();
    if (length == 0) {
      return Terms.EMPTY;
    }
    if (low.chars().allMatch(c -> c == '0') && high.chars().allMatch(c -> c == '9')) {
      return terms.repeat(terms.range('0', '9'), length, length);
    }
    int first = low.charAt(0) - '0';
    int last = high.charAt(0) - '0';
    String zeros = "0".repeat(length - 1);
    String nines = "9".repeat(length - 1);
    if (first == last) {
      return terms.then(digit(first), sameLength(low.substring(1), high.substring(1)));
    }
    List<Term> options = new ArrayList<>();
    options.add(terms.then(digit(first), sameLength(low.substring(1), nines)));
    options.add(terms.then(digit(last), sameLength(zeros, high.substring(1))));
    if (first + 1 < last) {
      Term middle = terms.range('0' + first + 1, '0' + last - 1);
      options.add(terms.then(middle, sameLength(zeros, nines)));
    }
    return terms.either(options);
  }
}
