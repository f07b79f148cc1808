"""What can be wrong with a request or with content, said in the language of the reader."""
