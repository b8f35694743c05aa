package dev.sendfile;

/** What {@link Transfer#advance} came to, and so when to call it again. */
public enum Advance {

  /** The transfer has ended well: {@link Transfer#result} tells what it did. */
  DONE,

  /** The target takes nothing now: call again when a selector says that it is writable. */
  TARGET_WRITABLE,

  /** The source has nothing now: call again when a selector says that it is readable. */
  SOURCE_READABLE,

  /** It could go on at once, but has had its share: call again after the others had theirs. */
  AGAIN,

  /** A strategy asks for a pause: call again after {@link Transfer#delay}. */
  LATER
}
