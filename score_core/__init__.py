"""Plain rules of worksheets and quizzes: no framework, no input or output. In reading order:

problems           an author's mistake: place, code, what is wrong, what to do
texts              a text in several languages
yamltext           YAML whose scalars stay text and know their place
reading            a mapping of YAML, read with every mistake noted
languages          how a language writes numbers and dates
messages           what a learner is told beside a field
values             numbers, dates, months and times: typed, kept, shown

formula_tree       the tree of a formula
formula_text       its text, with the grammar
formula_types      which of its parts fit together
formula_functions  what its signs and functions do
formulas           what it gives
definition         what a worksheet is
fields             what each kind of field accepts, keeps and shows
sheet_formulas     a worksheet's formulas: checked, put in order
worksheet          a worksheet's definition, from its text
merging            edits of a record, and their law
answers            a filled-in worksheet: rows, formulas, completeness, refused edits

quiz               questions, choices, numbers
quantities         a number with its unit, as a quiz asks for it
quiz_checks        what an author is told about a quiz
quiz_front         the head of a quiz
quiz_html          the HTML of its texts
quiz_text          a quiz, from its Markdown
quiz_ids           ids for questions and choices without one
marking            what an answer is worth
"""
