package dev.sendfile.tck;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names the promise that a test is about: where the test fails, and nothing more exact is known,
 * that is the one that was broken.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Keeps {

  /**
   * Returns the promise.
   *
   * @return what a strategy that fails the test did not keep
   */
  Promise value();
}
