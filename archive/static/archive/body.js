// A StreamField body that can be found from a field within it.
(() => {
  class Body extends window.telepath.constructors["wagtail.blocks.StreamBlock"] {
    render(...place) {
      const stream = super.render(...place);
      stream.container[0].archiveBody = stream;
      return stream;
    }
  }
  window.telepath.register("archive.blocks.body.BodyBlock", Body);
})();
