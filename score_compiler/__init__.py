"""The course compiler: Markdown and YAML in, checked and reproducible OLX archives out."""
