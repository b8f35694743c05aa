package org.example.application;

import dev.sendfile.Sendfile;
import java.lang.module.Configuration;
import java.lang.module.FindException;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolutionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Strategies that were not there when the application was linked. */
final class Plugins {

  private Plugins() {}

  /** With the strategies of the application, and those of the modules in a folder. */
  static Sendfile sendfile(Path folder) {
    return Sendfile.builder().moduleLayer(layer(folder)).build();
  }

  /** Providers are resolved because {@code dev.sendfile}, below, uses what they provide. */
  private static ModuleLayer layer(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          folder + " is no folder; give one that holds the jars of plug-ins");
    }
    ModuleLayer boot = ModuleLayer.boot();
    try {
      Configuration plugins =
          boot.configuration().resolveAndBind(ModuleFinder.of(), ModuleFinder.of(folder), Set.of());
      return boot.defineModulesWithOneLoader(plugins, ClassLoader.getSystemClassLoader());
    } catch (FindException | ResolutionException e) {
      throw new IllegalArgumentException(
          "the modules in " + folder + " cannot be used: " + e.getMessage(), e);
    }
  }
}
