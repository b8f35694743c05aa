package dev.sendfile.cli;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads numbers of bytes as they are written in configuration files: {@code 1000}, {@code 64KiB},
 * {@code 1.5GiB}.
 */
final class SizeConverter implements ITypeConverter<Long> {

  private static final String KEY = "size";

  @Override
  public Long convert(String text) {
    try {
      return ConfigValueFactory.fromAnyRef(text).atKey(KEY).getBytes(KEY);
    } catch (ConfigException e) {
      throw new TypeConversionException(
          "'" + text + "' is not a number of bytes from 0 up; write it like 1000, 64KiB or 1GiB");
    }
  }
}
