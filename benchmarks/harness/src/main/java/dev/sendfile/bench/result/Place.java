package dev.sendfile.bench.result;

/**
 * Where a benchmark ran.
 *
 * @param processor the model, as the system calls it
 * @param processors how many
 * @param memory bytes of main memory; 0 if not known
 * @param system name, release and architecture of the operating system
 * @param fileSystem the kind of file system that the files lay on
 * @param pinning which processors the contenders and the far end ran on, in words
 * @param java the version of the Java runtime, {@code 25.0.3+9-LTS} for example
 * @param jvm name and vendor of the virtual machine
 */
public record Place(
    String processor,
    int processors,
    long memory,
    String system,
    String fileSystem,
    String pinning,
    String java,
    String jvm) {}
