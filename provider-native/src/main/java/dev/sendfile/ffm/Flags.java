package dev.sendfile.ffm;

/** The options of the JVM that this module can do with, as a user has to write them. */
final class Flags {

  private static final Module JAVA_BASE = Object.class.getModule();
  private static final Module MINE = Flags.class.getModule();

  private Flags() {}

  /** Whether calls may be made without the JVM warning of them, or refusing them. */
  static boolean nativeAccess() {
    return MINE.isNativeAccessEnabled();
  }

  /** Whether a package of the JDK is open to this module. */
  static boolean isOpen(String ofJavaBase) {
    return JAVA_BASE.isOpen(ofJavaBase, MINE);
  }

  /** What allows calls. */
  static String enableNativeAccess() {
    return "--enable-native-access=" + mine();
  }

  /** What opens a package of the JDK. */
  static String addOpens(String ofJavaBase) {
    return "--add-opens java.base/" + ofJavaBase + "=" + mine();
  }

  /** On the class path and in OSGi there are no names. */
  private static String mine() {
    return MINE.isNamed() ? MINE.getName() : "ALL-UNNAMED";
  }
}
