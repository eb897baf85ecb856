"""Plain rules of worksheets and quizzes: no framework, no input or output."""
