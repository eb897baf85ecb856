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
formula_scope      what its names may mean
formula_types      which of its parts fit together
formula_functions  what its signs and functions do
formula_json       the tree as data, for the browser
formulas           what it gives
definition         what a worksheet is
fields             what each kind of field accepts, keeps and shows

sheet_sources      places in a worksheet's text, and the other sheets
sheet_fields       its fields
sheet_formulas     its formulas and conditions: checked, put in order
sheet_links        what leads to other sheets
sheet_charts       its charts
sheet_migrations   what changed between its versions
worksheet          a worksheet's definition, from its text

merging            edits of a record, and their law
migrating          records and edits of earlier versions, brought forward
filled             a record read by its definition: rows and values
programs           what a browser needs to work the same out
answers            a filled-in worksheet: formulas, what is shown, completeness, refused edits
amounts            numbers in a record
chart_data         what a chart shows
charting           a chart's data, from a record
comparing          one worksheet filled in twice
promoting          a row that becomes a row of another sheet
pointing           rows that references point to

quiz           questions, choices, numbers
quantities     a number with its unit, as a quiz asks for it
phrases        short answers in words
quiz_checks    what an author is told about a quiz
quiz_html      the HTML of its texts
quiz_front     the head of a quiz
quiz_lists     which lists answer a question
quiz_ways      the ways to answer
quiz_question  one question, from its Markdown
quiz_text      a quiz, from its Markdown
quiz_ids       ids for what has none
marking        what an answer is worth
shuffling      an order of each learner's own
drawing        which questions of a pool one attempt asks
"""
