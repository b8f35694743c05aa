package dev.sendfile.tck.broken;

import static dev.sendfile.tck.broken.BrokenStrategy.stepping;
import static dev.sendfile.tck.broken.Forgetful.streaming;

import dev.sendfile.spi.Capability;
import dev.sendfile.spi.TransferStrategy;
import dev.sendfile.tck.EndContract;
import dev.sendfile.tck.EndsContract;
import dev.sendfile.tck.FaultContract;
import dev.sendfile.tck.ForeignFaultContract;
import dev.sendfile.tck.ForeignLieContract;
import dev.sendfile.tck.ForeignMemoryContract;
import dev.sendfile.tck.HandOverContract;
import dev.sendfile.tck.LeakContract;
import dev.sendfile.tck.NameContract;
import dev.sendfile.tck.PartialContract;
import dev.sendfile.tck.Promise;
import dev.sendfile.tck.PromiseBroken;
import dev.sendfile.tck.PurityContract;
import dev.sendfile.tck.RangeContract;
import dev.sendfile.tck.SharingContract;
import dev.sendfile.tck.StallContract;
import dev.sendfile.tck.StopContract;
import dev.sendfile.tck.StreamHandOverContract;
import dev.sendfile.tck.fixture.ThreadKind;
import java.util.function.Supplier;

/** A way to break a promise, and the contract that notices. */
enum Broken {
  LOSES_THE_LAST_BYTE(
      Promise.EXACT_COUNT, PartialContract.class, () -> stepping(Miscounting::losesTheLastByte)),
  SENDS_A_STALE_BYTE(
      Promise.ALL_IN_ORDER, PartialContract.class, () -> stepping(Miscounting::sendsAStaleByte)),
  DOUBLES_A_BYTE_ON_RETRY(
      Promise.ALL_IN_ORDER,
      PartialContract.class,
      () -> stepping(Miscounting.doublesAByteOnRetry())),
  REPORTS_TOO_MUCH(
      Promise.EXACT_COUNT, PartialContract.class, () -> stepping(Miscounting::reportsTooMuch)),
  REPORTS_TOO_LITTLE(
      Promise.EXACT_COUNT, PartialContract.class, () -> stepping(Miscounting::reportsTooLittle)),
  MOVES_THEN_REFUSES(
      Promise.NOTHING_MOVED_UNTOLD,
      EndsContract.class,
      () -> stepping(Miscounting::movesThenRefuses)),
  MOVES_THEN_THROWS(
      Promise.NOTHING_MOVED_UNTOLD,
      EndsContract.class,
      () -> stepping(Miscounting::movesThenThrows)),
  MOVES_MORE_THAN_ASKED(
      Promise.WITHIN_THE_BATCH,
      HandOverContract.class,
      () -> stepping(Miscounting::movesMoreThanAsked)),
  IGNORES_THE_OFFSET(
      Promise.WITHIN_THE_RANGE, RangeContract.class, () -> stepping(Miscounting::ignoresTheOffset)),
  SKIPS_THE_HEADER(
      Promise.HEADER_FIRST, PartialContract.class, () -> stepping(Miscounting::skipsTheHeader)),
  BEGINS_AT_THE_OFFSET(
      Promise.GOES_ON_WHERE_OTHERS_STOPPED, HandOverContract.class, Misspoken::beginsAtTheOffset),
  CALLS_THE_END_TOO_EARLY(
      Promise.TELLS_THE_END,
      HandOverContract.class,
      () -> stepping(Miscounting::callsTheEndTooEarly)),
  NEVER_CALLS_THE_END(
      Promise.TELLS_THE_END, EndContract.class, () -> stepping(Miscounting::neverCallsTheEnd)),
  CALLS_THE_END_WITH_BYTES_IN_HAND(
      Promise.TELLS_THE_END, StreamHandOverContract.class, () -> streaming(Forgetful.Hasty::new)),
  PADS_WITH_ZEROS(
      Promise.DETECTS_TRUNCATION, EndContract.class, () -> stepping(Miscounting::padsWithZeros)),
  SENDS_A_PART_OF_ALL_OR_NOTHING(
      Promise.VERIFIES_RANGE,
      EndContract.class,
      () -> Misspoken.boasting(Capability.VERIFIES_RANGE)),
  SWALLOWS_A_FULL_DISK(
      Promise.FAULTS_SURFACE, FaultContract.class, () -> stepping(Misbehaving::swallowsAFullDisk)),
  WRAPS_WHAT_IS_THROWN(
      Promise.FAULTS_SURFACE, FaultContract.class, () -> stepping(Misbehaving::wrapsWhatIsThrown)),
  THROWS_UNCHECKED(
      Promise.NOTHING_UNCHECKED, StopContract.class, () -> stepping(Miscounting::throwsUnchecked)),
  KEEPS_THE_BATCH(
      Promise.BATCH_NOT_KEPT, HandOverContract.class, () -> stepping(Misbehaving.keepsTheBatch())),
  GOES_ON_BEHIND_STRAY_BYTES(
      Promise.STRAY_BYTES_TOLD, EndsContract.class, Misspoken::goesOnBehindStrayBytes),
  DENIES_WHAT_IT_HOLDS(
      Promise.KEEPS_WHAT_IT_TOOK,
      StreamHandOverContract.class,
      () -> streaming(Forgetful.Denying::new)),
  DROPS_WHAT_IT_HOLDS(
      Promise.KEEPS_WHAT_IT_TOOK,
      StreamHandOverContract.class,
      () -> streaming(Forgetful.Dropping::new)),
  SURRENDERS_BACKWARDS(
      Promise.SURRENDERS_IN_ORDER,
      StreamHandOverContract.class,
      () -> streaming(Forgetful.Reversing::new)),
  SPINS(Promise.NEVER_SPINS, PartialContract.class, () -> stepping(Misbehaving::spins)),
  SLEEPS(Promise.NEVER_SLEEPS, EndsContract.class, () -> stepping(Misbehaving::sleeps)),
  STARTS_A_THREAD(
      Promise.STARTS_NO_THREADS, EndsContract.class, () -> stepping(Misbehaving::startsAThread)),
  IGNORES_CLOSE(
      Promise.CLOSE_ENDS_IT, StopContract.class, () -> stepping(Misbehaving::ignoresClose)),
  IGNORES_THE_INTERRUPT(
      Promise.INTERRUPT_ENDS_IT,
      StopContract.class,
      () -> stepping(Misbehaving::ignoresTheInterrupt)),
  PARKS_THOUGH_IT_SAYS_NEVER(
      Promise.NON_BLOCKING, StallContract.class, () -> Misspoken.boasting(Capability.NON_BLOCKING)),
  SHARES_ITS_STATE(Promise.SAFE_TO_SHARE, SharingContract.class, Misspoken::sharesItsState),
  MOVES_THE_SOURCE_POSITION(
      Promise.POSITION_NEUTRAL,
      EndsContract.class,
      () -> stepping(Misbehaving::movesTheSourcePosition)),
  CLOSES_THE_TARGET(
      Promise.ENDS_LEFT_OPEN, EndsContract.class, () -> stepping(Misbehaving::closesTheTarget)),
  CHANGES_THE_MODE(
      Promise.MODE_LEFT, EndsContract.class, () -> stepping(Misbehaving::changesTheMode)),
  LEAKS_DESCRIPTORS(
      Promise.NOTHING_LEAKS, LeakContract.class, () -> stepping(Leaking.descriptors())),
  FORGETS_A_DESCRIPTOR_WHERE_IT_FAILS(
      Promise.NOTHING_LEAKS, LeakContract.class, () -> stepping(Leaking::descriptorOfAFailure)),
  FORGETS_A_MAPPING(Promise.NOTHING_LEAKS, LeakContract.class, () -> stepping(Leaking::mapping)),
  LEAKS_MAPPINGS(Promise.NOTHING_LEAKS, LeakContract.class, () -> stepping(Leaking.mappings())),
  LEAKS_DIRECT_MEMORY(
      Promise.NOTHING_LEAKS, LeakContract.class, () -> stepping(Leaking.directMemory())),
  KEEPS_A_LEASE(Promise.LEASES_RETURNED, EndsContract.class, () -> stepping(Leaking::lease)),
  GIVES_A_LEASE_BACK_TWICE(
      Promise.LEASE_CLOSED_ONCE, EndsContract.class, () -> stepping(Leaking::leaseTwice)),
  LEAVES_WHAT_IT_WRAPS_OPEN(
      Promise.CLOSES_WHAT_IT_WRAPS, EndsContract.class, Misspoken::leavesWhatItWrapsOpen),
  IS_NAMED_LIKE_A_TECHNIQUE(Promise.VALID_NAME, NameContract.class, Misspoken::namedLikeATechnique),
  HAS_A_TECHNIQUE_OF_TWO_WORDS(Promise.VALID_TECHNIQUE, NameContract.class, Misspoken::technique),
  IS_UNAVAILABLE_WITHOUT_A_REMEDY(
      Promise.AVAILABILITY_SAYS_WHY, NameContract.class, Misspoken::unavailableWithoutRemedy),
  READS_WHEN_ASSESSED(Promise.PURE_ASSESS, PurityContract.class, Misspoken::readsWhenAssessed),
  CHANGES_ITS_MIND(Promise.PURE_ASSESS, PurityContract.class, Misspoken::changesItsMind),
  NEVER_SERVES_WHAT_IT_OFFERS(
      Promise.DECLINES_WHAT_IT_NEVER_SERVES,
      PurityContract.class,
      Misspoken::neverServesWhatItOffers),
  REFUSES_WITHOUT_A_REASON(
      Promise.REFUSALS_SAY_WHY,
      StopContract.class,
      () -> stepping(Miscounting::refusesWithoutAReason)),
  REFUSES_FOR_GOOD_AND_STAYS(
      Promise.REFUSES_FOR_GOOD,
      EndsContract.class,
      () -> stepping(Miscounting::refusesForGoodAndStays)),
  DECLINES_WITHOUT_A_REASON(
      Promise.REFUSALS_SAY_WHY, HandOverContract.class, Misspoken::declinesWithoutReason),
  READS_WHEN_OPENED(Promise.OPEN_MOVES_NOTHING, EndsContract.class, Misspoken::readsWhenOpened),
  REFUSES_WHAT_IT_OFFERED(
      Promise.FORCED_IS_FORCED, EndsContract.class, () -> stepping(Miscounting::refusesAll)),
  TRIES_AGAIN_AFTER_A_STRANGER_THREW(
      Promise.FAULTS_SURFACE, ForeignFaultContract.class, () -> stepping(Gullible::triesAgain)),
  KEEPS_MEMORY_THAT_A_STRANGER_SAW(
      Promise.SAFE_TO_SHARE,
      ForeignMemoryContract.class,
      () -> stepping(Gullible.keepsItsMemory())),
  MAKES_UP_WHAT_A_STRANGER_DID_NOT_GIVE(
      Promise.TELLS_THE_END, ForeignLieContract.class, () -> stepping(Gullible::makesUpTheRest));

  private final Promise promise;
  private final Class<?> contract;
  private final Supplier<TransferStrategy> maker;

  Broken(Promise promise, Class<?> contract, Supplier<TransferStrategy> maker) {
    this.promise = promise;
    this.contract = contract;
    this.maker = maker;
  }

  /** The one that it breaks. */
  Promise promise() {
    return promise;
  }

  /** The one that notices. */
  Class<?> contract() {
    return contract;
  }

  /** Whether this Java has all that it takes. */
  boolean isPossible() {
    return this != PARKS_THOUGH_IT_SAYS_NEVER || ThreadKind.VIRTUAL.isAvailable();
  }

  /** Whether a failure says so, and where it is stated. */
  boolean isNamedBy(Throwable failure) {
    String message = String.valueOf(failure.getMessage());
    return failure instanceof PromiseBroken
        && message.contains(promise.sentence())
        && message.contains(promise.statedIn());
  }

  TransferStrategy strategy() {
    return maker.get();
  }
}
