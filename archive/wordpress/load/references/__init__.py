"""What a post names, found here: pages, images, documents and lists."""
