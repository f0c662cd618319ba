"""What people read. Domain values in, screens out; the words stand in id.ftl and en.ftl."""
