package dev.sendfile.itests.osgi.inside;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** What a console shows as the fields of a configuration, in a bundle. */
public final class Fields implements Function<Object[], List<String>> {

  @Override
  public List<String> apply(Object[] arguments) {
    BundleContext context = FrameworkUtil.getBundle(getClass()).getBundleContext();
    MetaTypeService metatype =
        context.getService(context.getServiceReference(MetaTypeService.class));
    ObjectClassDefinition fields =
        metatype
            .getMetaTypeInformation((Bundle) arguments[0])
            .getObjectClassDefinition("dev.sendfile", null);
    return Stream.of(fields.getAttributeDefinitions(ObjectClassDefinition.ALL))
        .map(AttributeDefinition::getID)
        .toList();
  }
}
