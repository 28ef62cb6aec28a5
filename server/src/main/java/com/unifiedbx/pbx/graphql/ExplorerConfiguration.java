package com.unifiedbx.pbx.graphql;

import java.time.Duration;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.CacheControl;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// What the explorer's page is made of: GraphiQL from the class path and our own few lines. Nothing
/// is asked from elsewhere.
@Configuration(proxyBeanMethods = false)
class ExplorerConfiguration implements WebMvcConfigurer {

  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler(
            ExplorerRestController.PATH + "/*.js", ExplorerRestController.PATH + "/*.css")
        .addResourceLocations("classpath:/explorer/", "classpath:/META-INF/resources/graphql-ui/")
        .setCacheControl(CacheControl.maxAge(Duration.ofHours(1)).mustRevalidate());
  }
}
