# gksite: `make` lists the targets. What they need is set up on the way, in .venv; a stamp there says what is done.

SHELL := /bin/sh
.DEFAULT_GOAL := help
# Targets have an order: make -j4 and make clean site keep the one that is written.
.NOTPARALLEL:
# A stamp whose recipe failed must not stay.
.DELETE_ON_ERROR:

# What is set for another Python or for pip elsewhere neither brings its code in here nor leads installations away.
unexport PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONUSERBASE PYTHONPLATLIBDIR PYTHONINSPECT PYTHONBREAKPOINT
unexport PIP_TARGET PIP_USER PIP_PREFIX PIP_ROOT PIP_REQUIRE_VIRTUALENV PIP_REQUIRE_VENV PIP_PYTHON PIP_DRY_RUN PIP_SRC
unexport PIP_IGNORE_INSTALLED PIP_NO_DEPS PIP_ONLY_DEPENDENCIES PIP_DOWNLOAD_ONLY PIP_REQUIREMENT PIP_CONSTRAINT PIP_EDITABLE

BIN := .venv/bin
PIP := PIP_USER=0 $(BIN)/python -I -m pip --disable-pip-version-check --no-input install --progress-bar off
LOG := .venv/setup.log
CACHES := .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist
comma := ,
# Runs a command whose output goes to the log, and says in one line what failed: $(call quietly,what,command)
quietly = $(2) >>$(LOG) 2>&1 </dev/null || { echo '错误：$(1)没有成功；请检查网络、软件源的设置和磁盘空间，再试一次。详情见 $(LOG)' >&2; exit 1; }

.PHONY: help setup site check test proof statement lighthouse bench lint format clean lock moved

help: ## 列出全部目标（就是这张表）
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/make \1	\2/p' Makefile

site: setup ## 生成网站到 output/（选项写在 ARGS="…" 里）
	@$(BIN)/python -I -m gksite build $(ARGS)

check: setup ## 核查内容与生成的网站
	@$(BIN)/python -I -m gksite check $(ARGS)

test: .venv/web ## 运行测试（没有 Chromium、Java 和 Node.js 时自动安装，或说明怎样安装）
	@$(BIN)/python -m pytest -n 3 --dist loadfile --no-loadscope-reorder $(ARGS)

proof: .venv/web-proof ## 运行费时的全量清点（另要 Firefox 和 WebKitGTK）
	@$(BIN)/python -m pytest -m proof -n 2 --dist loadfile $(ARGS)

statement: .venv/web-proof ## 重新清点无障碍，把结果写进 templates/accessibility.json
	@GKSITE_STATEMENT=write $(BIN)/python -m pytest -m proof tests/test_axe.py tests/test_engines.py

lighthouse: .venv/web-proof ## 用 Lighthouse 给六种页面打分（只看，不作关卡）
	@$(BIN)/python tests/lighthouse.py

bench: .venv/web ## 测量大门户的生成、搜索和检查要多久，网页服务器的设置要多少
	@$(BIN)/python tests/bench.py
	@$(BIN)/python tests/bench_hosting.py

lint: .venv/web ## 检查代码：ruff、mypy、tsc、eslint
	@status=0; \
	$(BIN)/python -m ruff check . || status=1; \
	$(BIN)/python -m ruff format --check . || status=1; \
	$(BIN)/python -m mypy || status=1; \
	.venv/node_modules/.bin/tsc -p tests/web || status=1; \
	.venv/node_modules/.bin/eslint -c tests/web/eslint.config.mjs templates/assets gksite/searching || status=1; \
	exit $$status

format: .venv/dev ## 整理代码格式，能自动改的一并改好
	@$(BIN)/python -m ruff format .
	@$(BIN)/python -m ruff check --fix .

clean: ## 删除生成的网站与缓存（content/、.venv 和别人放在 output/ 里的文件不动）
	@if [ -e output ] || [ -e .gksite ] || [ -e .output.gksite ]; then "$$(sh make/tools python)" -I make/clean output; fi
	@rm -rf $(CACHES)
	@find . \( -name .git -o -name .venv -o -name content \) -prune -o -type d -name __pycache__ -exec rm -rf {} +
	@echo '已删除生成的网站与缓存；content/ 和 .venv 没有动（要重装依赖：先 rm -rf .venv）。'

# uv does not read pip's settings, so that an index which pip is told to use is handed on; it does not get into the result.
LOCK := env $${index:+UV_DEFAULT_INDEX=$$index} $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-config \
	--no-python-downloads --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock'

lock: .venv/dev ## 重新锁定依赖（全部升级：ARGS=--upgrade）
	@index=$$($(BIN)/python -m pip config get global.index-url 2>/dev/null); \
	$(LOCK) -o requirements/site.txt --extra hosting --extra import $(ARGS) pyproject.toml requirements/site.in && \
	$(LOCK) -o requirements/dev.txt --extra dev $(ARGS) pyproject.toml requirements/dev.in
	@cd tests/web && npm install --package-lock-only >/dev/null
	@echo '已更新 requirements/ 与 tests/web/package-lock.json；下次 make 会照新版本重装。'

# --- what stands in .venv

setup: .venv/project

# The environment of another folder, or of a Python that is gone, is none.
ifneq ("$(shell (cat .venv/folder && $(BIN)/python -I -c '') 2>&1)","$(CURDIR)")
.venv/site: moved
endif
moved: ;

.venv/site: requirements/site.txt
	@echo '正在建立运行环境 .venv、安装依赖（只在首次和依赖变动时）…' >&2
	@python=$$(sh make/tools python) && rm -rf .venv && "$$python" -m venv .venv && : >$(LOG)
	@$(call quietly,安装依赖,{ $(PIP) --require-hashes -r requirements/site.txt && $(BIN)/python -I -c 'import click$(comma) jinja2$(comma) lxml$(comma) yaml'; })
	@pwd -P >.venv/folder && touch $@

.venv/project: .venv/site pyproject.toml
	@$(call quietly,安装本项目,$(PIP) --no-index --no-deps --no-build-isolation -e .)
	@touch $@

.venv/dev: .venv/project requirements/dev.txt
	@echo '正在安装测试与检查用的依赖（只在首次和依赖变动时）…' >&2
	@$(call quietly,安装测试用的依赖,$(PIP) --require-hashes -r requirements/dev.txt)
	@touch $@

.venv/web: .venv/dev tests/web/package.json tests/web/package-lock.json tests/web/.npmrc
	@sh make/tools test
	@echo '正在安装测试用的网页工具（只在首次和依赖变动时）…' >&2
	@cp tests/web/package.json tests/web/package-lock.json tests/web/.npmrc .venv
	@$(call quietly,安装网页工具,npm ci --prefix .venv --omit=dev)
	@touch $@

.venv/web-proof: .venv/web
	@sh make/tools proof
	@$(call quietly,安装清点用的网页工具,npm ci --prefix .venv)
	@touch $@

.DEFAULT:
	@echo '错误：没有 $@ 这个目标；运行 make 看全部目标。' >&2; exit 2
